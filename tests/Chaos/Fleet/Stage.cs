using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using TypedTasks.Chaos.Checking;
using TypedTasks.Chaos.Network;
using TypedTasks.Chaos.Rows;
using TypedTasks.Redis.Server;
using TypedTasks.Redis.WorkerApp;

namespace TypedTasks.Chaos.Fleet;

/// <summary>The world of one row: a Redis, perhaps a replica and a proxy, worker processes, a load, and what is held at a gate.</summary>
internal sealed class Stage : IAsyncDisposable
{
    public const string Prefix = "chaos";
    private const int Workers = 3;
    private const int Held = 9;
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(250);

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("typedtasks-chaos-");
    private readonly List<IAsyncDisposable> owned = [];
    private readonly HashSet<TaskId> heldIds = [];
    private ServiceProvider? producer;

    private Stage(Row row, TimeSpan lease)
    {
        Row = row;
        Lease = lease;
        Journals = new Journals(folder);
    }

    public Row Row { get; }

    /// <summary>The length of a lease.</summary>
    public TimeSpan Lease { get; }

    /// <summary>A pause that a lease survives: 10 s with the default lease.</summary>
    public TimeSpan Shortly => Lease * 2 / 3;

    /// <summary>A pause that a lease does not survive.</summary>
    public TimeSpan TooLong => Lease * 4 / 3;

    /// <summary>What happens now, for the report of a row that hangs.</summary>
    public string Phase { get; set; } = "starting";

    public Facts Facts { get; } = new();

    public Journals Journals { get; }

    /// <summary>The Redis that has the tasks now.</summary>
    public RedisServer Server { get; set; } = null!;

    public RedisServer Replica { get; private set; } = null!;

    public Proxy Proxy { get; private set; } = null!;

    public Crew Crew { get; private set; } = null!;

    public Offer Offer { get; private set; } = null!;

    public ITaskInspector Inspector => producer!.GetRequiredService<ITaskInspector>();

    /// <summary>What it says when something is wrong.</summary>
    public string Output => Crew?.Output ?? string.Empty;

    /// <summary>Starts everything; returns once the load has been worked off for a while, and the held tasks are held.</summary>
    public static async Task<Stage> OpenAsync(Row row, TimeSpan lease)
    {
        var stage = new Stage(row, lease);
        try
        {
            await stage.StartAsync();
            return stage;
        }
        catch
        {
            await stage.DisposeAsync();
            throw;
        }
    }

    /// <summary>The time, as the journals have it.</summary>
    public static DateTimeOffset Now => TimeProvider.System.GetUtcNow();

    /// <summary>The worker that holds the most: what becomes of its tasks can be told.</summary>
    public string Victim => Journals.Entries.Where(static entry => entry.Deed == Deed.Started)
        .Where(entry => heldIds.Contains(entry.Id)).GroupBy(static entry => entry.Worker).MaxBy(static held => held.Count())!.Key;

    /// <summary>Lets go what is held.</summary>
    public void OpenGate() => File.WriteAllBytes(Gate, []);

    /// <summary>Waits until something is so; the row's deadline ends it.</summary>
    public async Task UntilAsync(string what, Func<Task<bool>> isSo)
    {
        Phase = what;
        while (!await isSo())
        {
            await Task.Delay(BetweenLooks, Ended);
        }
    }

    /// <summary>Cancelled at the row's deadline.</summary>
    public CancellationToken Ended { get; set; }

    /// <summary>Keeps what happened, for whoever looks for the reason.</summary>
    public void Save(DirectoryInfo into, RowReport report)
    {
        into.Create();
        foreach (FileInfo journal in folder.EnumerateFiles("*.journal"))
        {
            journal.CopyTo(Path.Combine(into.FullName, journal.Name), overwrite: true);
        }

        File.WriteAllLines(Path.Combine(into.FullName, "acknowledged.txt"), Offer.Acknowledged.Select(static one => string.Create(CultureInfo.InvariantCulture, $"{one.Key} {one.Value:O}")));
        File.WriteAllText(
            Path.Combine(into.FullName, "report.txt"),
            string.Create(CultureInfo.InvariantCulture, $"{report.Name} ({report.Fsync})\nfault from {Facts.Began:O} to {Facts.Healed:O}\n{string.Join('\n', report.Wrong.Concat(report.Slow))}\n\nDelay said:\n{string.Join('\n', Offer.Refusals)}\n\n{Output}"));
    }

    public async ValueTask DisposeAsync()
    {
        if (Crew is not null)
        {
            await Crew.DisposeAsync();
        }

        if (producer is not null)
        {
            await producer.DisposeAsync();
        }

        foreach (IAsyncDisposable one in Enumerable.Reverse(owned))
        {
            await one.DisposeAsync();
        }

        folder.Delete(recursive: true);
    }

    private string Gate => Path.Combine(folder.FullName, "gate");

    private async Task StartAsync()
    {
        Server = Own(await RedisServer.StartAsync(Options(null)));
        if (Row.ReplicaBehind is { } behind)
        {
            Proxy link = Own(new Proxy(Server.Port));
            Replica = Own(await RedisServer.StartAsync(Options(link.Port)));
            await UntilAsync("the replica is in step", async () =>
                (await Replica.CommandAsync("INFO", "replication")).Contains("master_link_status:up", StringComparison.Ordinal));
            link.Weather.Slow(behind, TimeSpan.Zero);
        }

        Proxy = Own(new Proxy(Server.Port));
        string endpoint = Row.Reach switch
        {
            Reach.Proxy => string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{Proxy.Port}"),
            Reach.BothNodes => $"{Server.Endpoint},{Replica.Endpoint}",
            _ => Server.Endpoint,
        };
        Crew = new Crew(endpoint, Prefix, folder, [$"LeaseTime={Lease}", "StopTimeout=00:00:05"]);
        Phase = "workers start";
        await Task.WhenAll(Enumerable.Range(1, Workers).Select(number => Crew.StartAsync(string.Create(CultureInfo.InvariantCulture, $"worker{number}"))));
        var services = new ServiceCollection();
        services.Configure<TypedTasksOptions>(options => options.Sending.WaitForBroker = Row.Waits ? Play.Deadline : TimeSpan.Zero);
        services.AddTypedTasks().UseRedis(endpoint, static redis => redis.Prefix = Prefix);
        producer = services.BuildServiceProvider();
        Offer = new Offer(producer.GetRequiredService<ITaskClient>(), Row.Rate);

        await Task.WhenAll(Enumerable.Range(0, Held).Select(_ => Offer.SendAsync(async client => await client.Delay(Chores.HoldTask.Call(Gate)))));
        heldIds.UnionWith(Offer.Acknowledged.Keys);
        Offer.Start();
        await UntilAsync("the held tasks are held", () => Task.FromResult(
            heldIds.IsSubsetOf(Journals.Entries.Where(static entry => entry.Deed == Deed.Started).Select(static entry => entry.Id))));
        DateTimeOffset from = Now;
        await UntilAsync("the load is worked off", () => Task.FromResult(Now - from > Pace.Before && Pace.Rate(Journals.Entries, Now - Pace.Before, Pace.Before) > Row.Rate * 0.8));
    }

    private RedisServerOptions Options(int? primary) => new()
    {
        AppendAlways = Row.Always,
        AppendEverySecond = !Row.Always,
        ReplicaOf = primary,
    };

    private T Own<T>(T one)
        where T : IAsyncDisposable
    {
        owned.Add(one);
        return one;
    }
}
