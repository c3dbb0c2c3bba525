using Quartz;
using TypedTasks.Bench.Jobs;

namespace TypedTasks.Bench.Quartz;

/// <summary>The no-op task: reads its string and counts.</summary>
internal sealed class CountJob : IJob
{
    private static readonly HandlerCount Handled = new();

    public static Task Reached => Handled.Reached;

    public static void Expect(long count) => Handled.Expect(count);

    public static JobReport Report(long start) => Handled.Report(start);

    public ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken)
    {
        Handled.Add(context.MergedJobDataMap.GetString("text")!);
        return ValueTask.CompletedTask;
    }
}
