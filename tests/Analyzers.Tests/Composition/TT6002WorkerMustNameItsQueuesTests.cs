using TypedTasks.Analyzers.Tests.Harness;

namespace TypedTasks.Analyzers.Tests.Composition;

public sealed class TT6002WorkerMustNameItsQueuesTests : RuleTests
{
    [Theory]
    [InlineData("builder.AddWorker(worker => worker.[|Queues|]());")]
    [InlineData("builder.AddWorker(worker => { worker.[|Queues|]([]); worker.Concurrency = 8; });")]
    [InlineData("builder.AddWorker(worker => worker.[|Queues|](new string[0]));")]
    [InlineData("builder.AddWorker(worker => worker.[|Queues|](Array.Empty<string>()));")]
    [InlineData("builder.AddWorker(worker => worker.[|Queues|](new string[] { }));")]
    public Task Flags_QueuesWithoutAName(string statement) => Reports(Setup(statement));

    [Theory]
    [InlineData("builder.AddWorker();")]
    [InlineData("builder.AddWorker(worker => { });")]
    [InlineData("builder.AddWorker(worker => worker.Concurrency = 8);")]
    public Task Accepts_TheQueueThatIsTheDefault(string statement) => StaysSilent(Setup(statement));

    [Theory]
    [InlineData("builder.AddWorker(worker => worker.Queues(\"high\", \"default\"));")]
    [InlineData("builder.AddWorker(worker => worker.Queues([\"high\"]));")]
    [InlineData("builder.AddWorker(worker => worker.Queues(names));")]
    [InlineData("builder.AddWorker(worker => worker.Queues(names.Order().ToArray()));")]
    [InlineData("new Airport().Queues();")]
    public Task Accepts_QueuesThatAreNamed(string statement) => StaysSilent(Setup(statement));

    private static string Setup(string statement) => $$"""
        using Microsoft.Extensions.DependencyInjection;
        using TypedTasks.Dispatch;

        public static class Hosting
        {
            public static void Start(ITypedTasksBuilder builder, string[] names)
            {
                {{statement}}
            }

            private sealed class Airport
            {
                public void Queues(params string[] names) { }
            }
        }
        """;
}
