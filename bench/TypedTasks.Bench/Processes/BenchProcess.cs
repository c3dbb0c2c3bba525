using System.ComponentModel;
using System.Diagnostics;
using System.Text.Json;
using System.Threading.Channels;
using TypedTasks.Bench.Jobs;
using TypedTasks.Bench.Systems;

namespace TypedTasks.Bench.Processes;

/// <summary>One measured process: started with a job, told <c>go</c>, heard out; killed with all its children when disposed of.</summary>
internal sealed class BenchProcess : IAsyncDisposable
{
    private static readonly TimeSpan StartPatience = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan StopPatience = TimeSpan.FromSeconds(15);

    private readonly Process process;
    private readonly string name;
    private readonly Channel<JobReport> reports = Channel.CreateUnbounded<JobReport>();
    private readonly Queue<string> lastWords = new();

    private BenchProcess(Process process, string name)
    {
        this.process = process;
        this.name = name;
    }

    public int Id => process.Id;

    /// <summary>Starts it and waits until it has said that it is ready: connected and warm.</summary>
    public static async Task<BenchProcess> StartAsync(BenchSystem system, Job job)
    {
        IReadOnlyList<string> command = system.Command;
        var start = new ProcessStartInfo(command[0])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (string argument in command.Skip(1))
        {
            start.ArgumentList.Add(argument);
        }

        job.System = system.Name;
        start.ArgumentList.Add(JsonSerializer.Serialize(job, JobJson.Default.Job));
        var process = new Process { StartInfo = start };
        var started = new BenchProcess(process, $"{system.Name} {job.Verb}");
        process.OutputDataReceived += (_, line) => started.Hear(line.Data);
        process.ErrorDataReceived += (_, line) => started.Remember(line.Data);
        try
        {
            process.Start();
        }
        catch (Win32Exception error)
        {
            throw new InvalidOperationException($"{command[0]} is not installed; ./do bench installs what it can by apt-get and npm", error);
        }

        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        await started.WaitAsync("ready", StartPatience);
        return started;
    }

    /// <summary>Tells it to go.</summary>
    public void Go() => Tell("go");

    /// <summary>Waits until it says that it is at work.</summary>
    public async Task StartedAsync() => await WaitAsync("started", StartPatience);

    /// <summary>Waits for the result; past the limit it is told to stop and gives what it has.</summary>
    public async Task<JobReport> ResultAsync(TimeSpan limit)
    {
        try
        {
            return await WaitAsync("result", limit);
        }
        catch (TimeoutException)
        {
            return await StopAsync();
        }
    }

    /// <summary>Tells it to stop and waits for what it has.</summary>
    public async Task<JobReport> StopAsync()
    {
        Tell("stop");
        return await WaitAsync("result", StopPatience);
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            process.StandardInput.Close();
            using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(5));
            await process.WaitForExitAsync(patience.Token);
        }
        catch (Exception error) when (error is OperationCanceledException or IOException)
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync();
        }

        process.Dispose();
    }

    private void Tell(string line)
    {
        process.StandardInput.WriteLine(line);
        process.StandardInput.Flush();
    }

    private void Hear(string? line)
    {
        if (line is null)
        {
            reports.Writer.TryComplete();
        }
        else if (line.StartsWith("{\"event\"", StringComparison.Ordinal))
        {
            reports.Writer.TryWrite(JsonSerializer.Deserialize(line, JobJson.Default.JobReport)!);
        }
        else
        {
            Remember(line);
        }
    }

    private void Remember(string? line)
    {
        lock (lastWords)
        {
            if (line is not null)
            {
                lastWords.Enqueue(line);
            }

            while (lastWords.Count > 20)
            {
                lastWords.Dequeue();
            }
        }
    }

    private async Task<JobReport> WaitAsync(string wanted, TimeSpan limit)
    {
        using var patience = new CancellationTokenSource(limit);
        try
        {
            while (true)
            {
                JobReport report = await reports.Reader.ReadAsync(patience.Token);
                if (report.Event == wanted)
                {
                    return report;
                }
            }
        }
        catch (OperationCanceledException)
        {
            throw new TimeoutException($"{name} did not say '{wanted}' within {limit.TotalSeconds:0} s");
        }
        catch (ChannelClosedException)
        {
            lock (lastWords)
            {
                throw new InvalidOperationException($"{name} ended before its '{wanted}':\n  {string.Join("\n  ", lastWords)}");
            }
        }
    }
}
