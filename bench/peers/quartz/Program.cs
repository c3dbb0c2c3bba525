using System.Text.Json;
using Quartz;
using TypedTasks.Bench.Jobs;
using TypedTasks.Bench.Quartz;

// Quartz with its store in memory, in its fast configuration: one durable job, a one-shot trigger for each task, 64 slots,
// triggers acquired in batches of 64. Counted inside the job.
const int Slots = 64;
Job job = JsonSerializer.Deserialize(args[0], JobJson.Default.Job)!;
string text = new('x', job.Payload);
await RoundAsync(Math.Max(1000, job.Warm), CancellationToken.None);
await Conversation.HoldAsync(conversation => RoundAsync(job.Tasks, conversation.Stopped));

async Task<JobReport> RoundAsync(long tasks, CancellationToken stopped)
{
    IScheduler scheduler = await QuartzSchedulerBuilder
        .Create(static quartz => quartz.UseInMemoryStore().UseDefaultThreadPool(Slots).ConfigureScheduler(static options => options.MaxBatchSize = Slots))
        .BuildScheduler(CancellationToken.None);
    IJobDetail counted = JobBuilder.Create<CountJob>().WithIdentity("count").StoreDurably().Build();
    await scheduler.AddJob(counted, new AddJobOptions(), CancellationToken.None);
    CountJob.Expect(tasks);
    for (long i = 0; i < tasks; i++)
    {
        ITrigger trigger = TriggerBuilder.Create().ForJob(counted).UsingJobData("text", text).StartNow().Build();
        await scheduler.ScheduleTrigger(trigger, TriggerConflict.Throw, CancellationToken.None);
    }

    long allocated = GC.GetTotalAllocatedBytes(precise: true);
    long start = Conversation.Now;
    await scheduler.Start(CancellationToken.None);
    Conversation.Started();
    await Task.WhenAny(CountJob.Reached, Task.Delay(Timeout.Infinite, stopped));
    JobReport report = CountJob.Report(start) with { Allocated = GC.GetTotalAllocatedBytes(precise: true) - allocated };
    await scheduler.Shutdown(waitForJobsToComplete: true, CancellationToken.None);
    return report;
}
