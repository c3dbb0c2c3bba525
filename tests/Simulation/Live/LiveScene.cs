using System.Collections.Concurrent;
using System.Diagnostics;
using StackExchange.Redis;
using TypedTasks.Brokers;
using TypedTasks.Brokers.InMemory;
using TypedTasks.Envelopes;
using TypedTasks.Redis;
using TypedTasks.Redis.Checking;
using TypedTasks.Simulation.Checking;
using TypedTasks.Simulation.Engine;

namespace TypedTasks.Simulation.Live;

/// <summary>A real Redis, real time, real threads: the checker stands before it and sees what was asked and answered.</summary>
internal sealed class LiveScene(ConfigurationOptions configuration, RedisOptions options, bool isExact) : IScene, IDisposable
{
    private readonly Stopwatch clock = Stopwatch.StartNew();
    private readonly DateTimeOffset begun = DateTimeOffset.UtcNow;
    private readonly History history = new() { IsOn = true };
    private readonly ConcurrentDictionary<string, LiveProcess> processes = new(StringComparer.Ordinal);
    private readonly Turnstile turnstile = new();
    private readonly TaskCompletionSource failed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private ConnectionMultiplexer? connection;
    private volatile bool isExact = isExact;
    private volatile string? violation;

    public Coverage Coverage { get; } = new();

    public bool HasHistory => true;

    public long Now => clock.Elapsed.Ticks;

    // Time that Redis stood still counts as silence, too: that makes the check of early rescues weaker, never wrong.
    public long UpTicks => Now;

    public DateTimeOffset Clock => begun + clock.Elapsed;

    public bool IsExact => isExact;

    public bool RenewsInTurn => false;

    public TimeSpan Slack => TimeSpan.FromSeconds(20);

    public int Looks => 5;

    public string? Violation => violation;

    /// <summary>Ends with the first violation.</summary>
    public Task Failed => failed.Task;

    public void Fail(string violation)
    {
        lock (history)
        {
            if (this.violation is null)
            {
                this.violation = violation;
                history.Write(Now, "checker", $"VIOLATION: {violation}");
            }
        }

        failed.TrySetResult();
    }

    public void Write(string who, string what)
    {
        lock (history)
        {
            history.Write(Now, who, what);
        }
    }

    public string HistorySoFar()
    {
        lock (history)
        {
            return history.ToString();
        }
    }

    public void Add(LiveProcess process) => processes[process.Session] = process;

    public IProcess? ProcessOf(string session) => processes.GetValueOrDefault(session);

    public bool IsAlive(string session) => processes.TryGetValue(session, out LiveProcess? process) && process.IsWorking;

    public bool IsHeard(string session) => false;

    public async ValueTask<Turn> EnterAsync()
    {
        if (isExact)
        {
            await turnstile.EnterAloneAsync();
            return new Turn(turnstile.ExitAlone);
        }

        await turnstile.EnterAsync();
        return new Turn(turnstile.Exit);
    }

    /// <summary>Holds all calls, as they are held while something is looked at.</summary>
    public async ValueTask<Turn> HoldAsync()
    {
        await turnstile.EnterAloneAsync();
        return new Turn(turnstile.ExitAlone);
    }

    public void LoseSight()
    {
        if (isExact)
        {
            Write("checker", "from now on looks only at quiet points");
        }

        isExact = false;
    }

    public async ValueTask<bool> CopyPlacesAsync(List<TaskPlace> places)
    {
        var seen = new List<FsckTask>();
        try
        {
            connection ??= await ConnectionMultiplexer.ConnectAsync(configuration);
            FsckReport report;
            do
            {
                seen.Clear();
                report = await RedisFsck.RunAsync(connection, options, new FsckOptions { OnTask = seen.Add });
            }
            while (report.Undecided.Count > 0);

            if (!report.IsClean)
            {
                Fail($"fsck: {string.Join("; ", report.Findings)}");
            }
        }
        catch (Exception error) when (error is BrokerUnavailableException or RedisException)
        {
            LoseSight();
            return false;
        }

        places.Clear();
        var scanned = new HashSet<(TaskId, FsckPlace)>();
        foreach (FsckTask task in seen)
        {
            // A scan may show the same field twice; that is no second place.
            if (task.Place is FsckPlace.Ready or FsckPlace.Taken || scanned.Add((task.Id, task.Place)))
            {
                byte[] header = new byte[EnvelopeHeader.Size];
                task.Header.Write(header);
                places.Add(new TaskPlace(task.Id, KindOf(task.Place), task.Lane, task.Lease, header));
            }
        }

        return true;
    }

    public void Dispose()
    {
        connection?.Dispose();
        turnstile.Dispose();
    }

    private static PlaceKind KindOf(FsckPlace place) => place switch
    {
        FsckPlace.Ready => PlaceKind.Ready,
        FsckPlace.Taken => PlaceKind.Taken,
        FsckPlace.Scheduled => PlaceKind.Scheduled,
        _ => PlaceKind.Buried,
    };
}
