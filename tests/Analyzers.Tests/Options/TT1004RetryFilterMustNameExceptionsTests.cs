using TypedTasks.Analyzers.Tests.Harness;

namespace TypedTasks.Analyzers.Tests.Options;

public sealed class TT1004RetryFilterMustNameExceptionsTests : RuleTests
{
    [Theory]
    [InlineData("[|RetryOn = new[] { typeof(string) }|]")]
    [InlineData("[|DoNotRetryOn = new[] { typeof(IOException), typeof(int) }|]")]
    [InlineData("[|RetryOn = [typeof(IDisposable)]|]")]
    [InlineData("[|RetryOn = [typeof(Task)]|], DoNotRetryOn = [typeof(IOException)]")]
    public Task Flags_WhatIsNeverThrown(string option) => Reports(Task(option));

    [Theory]
    [InlineData("RetryOn = new[] { typeof(IOException) }")]
    [InlineData("RetryOn = [typeof(Exception)], DoNotRetryOn = [typeof(ArgumentException), typeof(Bounced)]")]
    [InlineData("RetryOn = new Type[0]")]
    [InlineData("DoNotRetryOn = null")]
    public Task Accepts_Exceptions(string option) => StaysSilent(Task(option));

    [Theory]
    [InlineData("[|RetryOn = [typeof(Gone)]|]")]
    [InlineData("[|DoNotRetryOn = [typeof(IOException), typeof(Local.Gone)]|]")]
    [InlineData("[|RetryOn = [typeof(Failed<Local>)]|]")]
    [InlineData("[|RetryOn = [typeof(Failed<List<Local[]>>)]|]")]
    public Task Flags_WhatOnlyItsOwnFileCanName(string option) => Reports(Task(option) + """

        file sealed class Gone : Exception;
        file sealed class Local
        {
            public sealed class Gone : Exception;
        }

        public sealed class Failed<T> : Exception;
        """);

    [Fact]
    public async Task Says_WhichTypeAndWhatToDo() => Assert.Equal(
        "RetryOn names Gone, which only its own file can name: the generated code is in another; make it internal",
        await Message(Task("RetryOn = [typeof(Gone)]") + "\nfile sealed class Gone : Exception;"));

    private static string Task(string option) => $$"""
        public sealed class Bounced : IOException;

        public static partial class Emails
        {
            [Task({{option}})] public static void Send(int userId) { }
        }
        """;
}
