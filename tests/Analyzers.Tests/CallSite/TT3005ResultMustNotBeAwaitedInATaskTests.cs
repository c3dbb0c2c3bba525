using TypedTasks.Analyzers.Tests.Harness;

namespace TypedTasks.Analyzers.Tests.CallSite;

public sealed class TT3005ResultMustNotBeAwaitedInATaskTests : RuleTests
{
    [Theory]
    [InlineData("return await [|(await Reports.CountTask.Delay(5)).GetAsync()|];")]
    [InlineData("var handle = await Reports.CountTask.Delay(5); return await [|handle.GetAsync(ct)|];")]
    [InlineData("var handles = await Reports.CountTask.DelayMany([new(1), new(2)]); return (await Task.WhenAll(handles.Select(one => [|one.GetAsync()|]))).Sum();")]
    public Task Flags_AWaitInsideATask(string body) => Reports($$"""
        public static partial class Reports
        {
            [Task] public static int Count(int days) => days;

            [Task]
            public static async Task<int> Merge(CancellationToken ct)
            {
                {{body}}
            }
        }
        """);

    [Fact]
    public Task Accepts_AWaitOutsideOfATask() => StaysSilent("""
        public static partial class Reports
        {
            [Task] public static int Count(int days) => days;

            public static async Task<int> CountNow() => await (await CountTask.Delay(5)).GetAsync();
        }
        """);

    [Fact]
    public Task Accepts_ATaskThatOnlySends() => StaysSilent("""
        public static partial class Reports
        {
            [Task] public static int Count(int days) => days;

            [Task] public static async Task Start(int days) => await CountTask.Delay(days);
        }
        """);

    [Fact]
    public Task Accepts_ALookAtAState() => StaysSilent("""
        public static partial class Reports
        {
            [Task] public static int Count(int days) => days;

            [Task]
            public static async Task<bool> IsDone(string id) =>
                await CountTask.Handle(TaskId.Parse(id)).GetStateAsync() == TaskState.Done;
        }
        """);

    [Fact]
    public Task Accepts_SomebodyElsesGetAsync() => StaysSilent("""
        public static partial class Pages
        {
            [Task] public static async Task<int> Fetch(string url) => await new Site().GetAsync();
        }

        public sealed class Site
        {
            public Task<int> GetAsync() => Task.FromResult(1);
        }
        """);
}
