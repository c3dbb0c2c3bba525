namespace TypedTasks.Runtime.Tests.Abstractions;

public sealed class NameGrammarTests
{
    [Theory]
    [InlineData("default")]
    [InlineData("mail.high-1_x")]
    [InlineData("A")]
    public void A_queue_may_be_called_so(string name) => Assert.Equal(name, NameGrammar.CheckQueue(name));

    [Theory]
    [InlineData("")]
    [InlineData(null)]
    [InlineData("a:b")]
    [InlineData("a{b}")]
    [InlineData("a b")]
    [InlineData("a\n")]
    [InlineData("a*")]
    [InlineData("a|b")]
    [InlineData("größe")]
    public void A_queue_may_not_be_called_so(string? name)
    {
        Assert.False(NameGrammar.IsQueue(name));
        Assert.Contains("ASCII letters", Assert.Throws<ArgumentException>(() => NameGrammar.CheckQueue(name)).Message);
    }

    [Theory]
    [InlineData("Shop.Emails.SendWelcome")]
    [InlineData("Shop.Outer+Inner.Run_2")]
    [InlineData("Büro.Prüfung.Lauf")]
    [InlineData("店.注文")]
    public void A_task_may_be_called_so(string name) => Assert.Equal(name, NameGrammar.CheckTask(name));

    [Theory]
    [InlineData("")]
    [InlineData(null)]
    [InlineData("Shop:Send")]
    [InlineData("Shop.Send<T>")]
    [InlineData("Shop Send")]
    [InlineData("Shop.Send\0")]
    public void A_task_may_not_be_called_so(string? name)
    {
        Assert.False(NameGrammar.IsTask(name));
        Assert.Throws<ArgumentException>(() => NameGrammar.CheckTask(name));
    }

    [Fact]
    public void Lengths_are_bounded()
    {
        Assert.True(NameGrammar.IsQueue(new string('q', 128)));
        Assert.False(NameGrammar.IsQueue(new string('q', 129)));
        Assert.True(NameGrammar.IsTask(new string('t', 400)));
        Assert.False(NameGrammar.IsTask(new string('t', 401)));
    }
}
