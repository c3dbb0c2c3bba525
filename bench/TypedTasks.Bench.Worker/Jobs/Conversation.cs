using System.Diagnostics;
using System.Text.Json;
using System.Threading.Channels;

namespace TypedTasks.Bench.Jobs;

/// <summary>
/// How a measured .NET process talks with the benchmark: it writes <c>ready</c>, reads <c>go</c>, does the job, writes the result,
/// and waits for the next <c>go</c>; <c>stop</c> ends the job under way with what it has, the end of the input ends the process.
/// </summary>
public sealed class Conversation
{
    private readonly Channel<string> lines = Channel.CreateUnbounded<string>();
    private CancellationTokenSource stop = new();

    /// <summary>Now, on the clock that all processes share.</summary>
    public static long Now => (long)(Stopwatch.GetTimestamp() * (1e9 / Stopwatch.Frequency));

    /// <summary>Cancelled by <c>stop</c>.</summary>
    public CancellationToken Stopped => stop.Token;

    /// <summary>Does the job as often as it is told to.</summary>
    /// <param name="job">Runs it once.</param>
    public static async Task HoldAsync(Func<Conversation, Task<JobReport>> job)
    {
        var conversation = new Conversation();
        _ = Task.Run(conversation.ListenAsync);
        Say(new JobReport { Event = "ready" });
        await foreach (string line in conversation.lines.Reader.ReadAllAsync())
        {
            if (line == "go")
            {
                conversation.stop = new CancellationTokenSource();
                Say(await job(conversation));
            }
        }
    }

    /// <summary>Says that the job is under way.</summary>
    public static void Started() => Say(new JobReport { Event = "started", StartNs = Now });

    private static void Say(JobReport report)
    {
        Console.Out.WriteLine(JsonSerializer.Serialize(report, JobJson.Default.JobReport));
        Console.Out.Flush();
    }

    private async Task ListenAsync()
    {
        while (await Console.In.ReadLineAsync() is { } line)
        {
            if (line == "stop")
            {
                await stop.CancelAsync();
            }
            else
            {
                lines.Writer.TryWrite(line);
            }
        }

        // Nobody is there any more.
        await stop.CancelAsync();
        lines.Writer.Complete();
    }
}
