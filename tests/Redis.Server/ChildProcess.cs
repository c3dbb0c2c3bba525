using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;

namespace TypedTasks.Redis.Server;

/// <summary>A .NET program that runs as a process of its own. Its lines can be awaited; it is killed with the test at the latest.</summary>
public sealed class ChildProcess : IAsyncDisposable
{
    private const int SigTerm = 15;
    private const int SigCont = 18;
    private const int SigStop = 19;

    // Characters. Hours of a soak must not look like a leak of its own.
    private const int Kept = 128 * 1024;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly Process process;
    private readonly StringBuilder output = new();
    private TaskCompletionSource changed = NewSignal();

    private ChildProcess(Process process) => this.process = process;

    /// <summary>What it wrote last, both streams: about 100,000 characters.</summary>
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

    /// <summary>Whether it has ended.</summary>
    public bool HasExited => process.HasExited;

    /// <summary>Starts an assembly that the build made, as <c>dotnet run --no-build</c> would.</summary>
    /// <param name="assembly">The path of its dll.</param>
    /// <param name="folder">Where it runs.</param>
    /// <param name="arguments">What it is told.</param>
    public static ChildProcess Start(string assembly, string folder, params string[] arguments) =>
        Start(assembly, folder, new Dictionary<string, string>(), arguments);

    /// <inheritdoc cref="Start(string, string, string[])"/>
    /// <param name="environment">Variables that it has besides this process's own.</param>
    public static ChildProcess Start(string assembly, string folder, IReadOnlyDictionary<string, string> environment, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            ArgumentList = { assembly },
        };
        foreach (string argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        foreach ((string name, string value) in environment)
        {
            start.Environment[name] = value;
        }

        var process = new Process { StartInfo = start };
        var child = new ChildProcess(process);
        process.OutputDataReceived += (_, line) => child.Add(line.Data);
        process.ErrorDataReceived += (_, line) => child.Add(line.Data);
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return child;
    }

    /// <summary>The first line that contains a text, also one that was written before and is still kept.</summary>
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

    /// <summary>SIGTERM: asks it to stop, as a service manager or an orchestrator does.</summary>
    public void Terminate() => Assert.Equal(0, Kill(process.Id, SigTerm));

    /// <summary>SIGSTOP: it stands still, with all its connections open.</summary>
    public void Pause() => Assert.Equal(0, Kill(process.Id, SigStop));

    /// <summary>SIGCONT.</summary>
    public void Continue() => Assert.Equal(0, Kill(process.Id, SigCont));

    /// <summary>SIGKILL.</summary>
    public async Task KillAsync()
    {
        process.Kill();
        await process.WaitForExitAsync();
    }

    /// <summary>Waits for its end.</summary>
    /// <returns>The exit code.</returns>
    public async Task<int> ExitAsync()
    {
        using var patience = new CancellationTokenSource(Patience);
        try
        {
            await process.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            throw new TimeoutException($"It did not end. The output was:\n{Output}");
        }

        return process.ExitCode;
    }

    /// <inheritdoc/>
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
            if (output.Length > Kept)
            {
                output.Remove(0, Kept / 4);
            }
        }

        Interlocked.Exchange(ref changed, NewSignal()).TrySetResult();
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    [DllImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Kill(int process, int signal);
}
