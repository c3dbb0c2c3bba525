using TypedTasks.Analyzers.Tests.Harness;

namespace TypedTasks.Analyzers.Tests.Catalogue;

/// <summary>In an IDE analyzers mostly see code that is being typed: no analyzer throws, whatever is missing.</summary>
public sealed class HalfWrittenCodeTests
{
    private const int Step = 9;

    public static TheoryData<string> Ids => Rules.Ids;

    [Theory, MemberData(nameof(Ids))]
    public async Task NoAnalyzerThrows_WhereASampleEndsTooEarly(string id)
    {
        var page = RulePage.Read(id);
        foreach (var sample in page.Samples("Bad"))
        {
            for (var end = 1; end < sample.Length; end += Step)
            {
                // Fails on the first exception of an analyzer; what it says of such code does not matter.
                await UserProject.DiagnoseAsync(UserProject.Compile(sample[..end]), page.Contract("Bad"));
            }
        }
    }

    [Theory]
    [InlineData("[Task] void Send() { }")]
    [InlineData("partial class Emails { [Task(Name = )] public void Send(int userId) { } }")]
    [InlineData("partial class Emails { [Task(Queue = null!, Retries = \"3\", Timeout = 5)] public void Send(int userId) { } }")]
    [InlineData("partial class Emails { [Task(RetryOn = null, DoNotRetryOn = new Type[] { null!, typeof(Missing) })] public void Send(int) { } }")]
    [InlineData("partial class Emails { [Task, Task] public void Send(Missing<int> userId, params) { } }")]
    [InlineData("partial class Emails : Emails { [Task] public void Send(Emails userId) { } }")]
    [InlineData("partial class A : B { [Task] public void Send(A a, B b) { } } partial class B : A { [Task] public void Send(B b) { } }")]
    [InlineData("partial class Emails { [Task] public Missing Send(Missing missing, out Missing other) }")]
    [InlineData("partial class Emails { [Task] public partial void Send(int userId); }")]
    [InlineData("partial class Emails { [Task] public static extern void Send(int userId); }")]
    [InlineData("partial class Emails { [Task] public void () { } [Task] public void Send(, ) { } }")]
    [InlineData("enum Emails { [Task] Send }")]
    [InlineData("partial record struct Emails([Task] int Send);")]
    [InlineData("delegate void Send([Task] int userId); [Task] delegate int Get();")]
    [InlineData("class C { void M(TaskCall<int> call) { call.; call.Delay(; call?.Delay(; Delay(); ().Delay(); } }")]
    [InlineData("call.Delay(); await")]
    public async Task NoAnalyzerThrows_WhereTheCodeMakesNoSense(string source) =>
        await UserProject.DiagnoseAsync(UserProject.Compile(source), "contract 1\ntask Emails.Send v1\n  0 userId int\n");
}
