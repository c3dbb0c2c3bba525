using System.Diagnostics;
using System.Reflection;
using System.Runtime.InteropServices;
using System.Text;

namespace TypedTasks.Samples.Tests;

/// <summary>A sample that runs as a process of its own. Its lines can be awaited; it is killed with the test at the latest.</summary>
internal sealed class SampleProcess : IAsyncDisposable
{
    private const int SigTerm = 15;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Process process;
    private readonly StringBuilder output = new();
    private TaskCompletionSource changed = NewSignal();

    private SampleProcess(Process process) => this.process = process;

    /// <summary>All that it wrote so far, both streams.</summary>
    public string Output
    {
        get
        {
            lock (output)
            {
                return output.ToString();
            }
        }
    }

    /// <summary>Starts what the build made of a sample, as <c>dotnet run --no-build</c> would, in its own folder.</summary>
    /// <param name="folder">Its folder below <c>samples</c>.</param>
    /// <param name="assembly">The name of its assembly.</param>
    /// <param name="arguments">What it is told.</param>
    public static SampleProcess Start(string folder, string assembly, params string[] arguments)
    {
        string project = Path.Combine(Metadata("RepositoryRoot"), "samples", folder);
        var start = new ProcessStartInfo("dotnet")
        {
            WorkingDirectory = project,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            ArgumentList = { Path.Combine(project, "bin", Metadata("Configuration"), "net10.0", $"{assembly}.dll") },
        };
        foreach (string argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        var process = new Process { StartInfo = start };
        var sample = new SampleProcess(process);
        process.OutputDataReceived += (_, line) => sample.Add(line.Data);
        process.ErrorDataReceived += (_, line) => sample.Add(line.Data);
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return sample;
    }

    /// <summary>The first line that contains a text, also one that was written before.</summary>
    public async Task<string> LineWithAsync(string text)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (true)
        {
            Task next = Volatile.Read(ref changed).Task;
            if (Output.Split('\n').FirstOrDefault(line => line.Contains(text, StringComparison.Ordinal)) is { } found)
            {
                return found;
            }

            try
            {
                await next.WaitAsync(patience.Token);
            }
            catch (OperationCanceledException)
            {
                throw new TimeoutException($"No line with '{text}'. The output was:\n{Output}");
            }
        }
    }

    /// <summary>Asks it to stop, as a service manager or an orchestrator does.</summary>
    public void Terminate() => Assert.Equal(0, Kill(process.Id, SigTerm));

    /// <summary>Waits for its end.</summary>
    /// <returns>The exit code.</returns>
    public async Task<int> ExitAsync()
    {
        using var patience = new CancellationTokenSource(Patience);
        await process.WaitForExitAsync(patience.Token);
        return process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync();
        }

        process.Dispose();
    }

    private void Add(string? line)
    {
        if (line is null)
        {
            return;
        }

        lock (output)
        {
            output.Append(line).Append('\n');
        }

        Interlocked.Exchange(ref changed, NewSignal()).TrySetResult();
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private static string Metadata(string key) =>
        typeof(SampleProcess).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(pair => pair.Key == key).Value!;

    [DllImport("libc", EntryPoint = "kill")]
    private static extern int Kill(int process, int signal);
}
