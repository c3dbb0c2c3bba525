using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using TypedTasks.Redis.Server;
using TypedTasks.Redis.WorkerApp;

namespace TypedTasks.Redis.Tests.Processes;

/// <summary>A namespace with a producer in this process and workers in processes of their own, and what their handlers did.</summary>
internal sealed class WorkerFleet : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(20);

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("typedtasks-fleet-");
    private readonly List<ChildProcess> workers = [];
    private readonly ServiceProvider producer;

    public WorkerFleet(RedisServer server)
    {
        Namespace = new TestNamespace(server);
        var services = new ServiceCollection();
        services.AddTypedTasks().UseRedis(Namespace.Configuration, redis =>
        {
            redis.Prefix = Namespace.Prefix;
            redis.OperationTimeout = TimeSpan.FromSeconds(2);
        });
        producer = services.BuildServiceProvider();
    }

    public TestNamespace Namespace { get; }

    public ITaskClient Client => producer.GetRequiredService<ITaskClient>();

    public ITaskInspector Inspector => producer.GetRequiredService<ITaskInspector>();

    /// <summary>What all handlers did so far, a worker's deeds in their order.</summary>
    public IReadOnlyList<JournalEntry> Journal =>
        [.. folder.EnumerateFiles("*.journal").SelectMany(static file => WorkerApp.Journal.Read(file.FullName))];

    /// <summary>Starts a worker and waits until it is ready.</summary>
    /// <param name="name">Its name in the journal.</param>
    /// <param name="options">Of <see cref="TypedTasks.Worker.WorkerOptions"/>: <c>Concurrency=64</c>.</param>
    public async Task<ChildProcess> StartWorkerAsync(string name, params string[] options)
    {
        ChildProcess worker = Launch(name, Namespace.Server.ConnectionString, options);
        await worker.LineWithAsync("ready");
        return worker;
    }

    /// <summary>Starts a worker that may fail to start.</summary>
    public ChildProcess Launch(string name, string endpoint, params string[] options)
    {
        ChildProcess worker = ChildProcess.Start(
            typeof(Chores).Assembly.Location,
            folder.FullName,
            Environment,
            [
                "--redis", endpoint, "--prefix", Namespace.Prefix, "--journal", Path.Combine(folder.FullName, name + ".journal"),
                .. options.Select(static option => "--worker:" + option),
            ]);
        workers.Add(worker);
        return worker;
    }

    // As an image would have it: the runtime reads the system's trusted authorities from there.
    private Dictionary<string, string> Environment =>
        Namespace.Server.AuthorityFile is { } authority ? new() { ["SSL_CERT_FILE"] = authority } : [];

    /// <summary>The file that a held task waits for.</summary>
    public string Gate(string name) => Path.Combine(folder.FullName, name + ".gate");

    /// <summary>Lets all end that are held at a gate.</summary>
    public void Open(string gate) => File.WriteAllBytes(Gate(gate), []);

    /// <summary>Lets those end that a worker blocks at a gate.</summary>
    public void Open(string gate, string worker) => File.WriteAllBytes($"{Gate(gate)}.{worker}", []);

    /// <summary>Sends tasks that are held at a gate.</summary>
    /// <returns>Their ids: they are acknowledged.</returns>
    public async Task<HashSet<TaskId>> HoldAsync(int count, string gate) =>
        [.. (await Client.DelayMany(Enumerable.Repeat(Chores.HoldTask.Call(Gate(gate)), count))).Ids];

    /// <summary>Sends tasks that return at once.</summary>
    /// <returns>Their ids: they are acknowledged.</returns>
    public async Task<HashSet<TaskId>> TouchAsync(int count) =>
        [.. (await Client.DelayMany(Enumerable.Repeat(Chores.TouchTask.Call(false), count))).Ids];

    /// <summary>The ids of the tasks whose handlers did something.</summary>
    public HashSet<TaskId> Ids(Deed deed) => [.. Journal.Where(entry => entry.Deed == deed).Select(static entry => entry.Id)];

    /// <summary>Waits until all of some tasks have done something.</summary>
    public Task UntilAsync(Deed deed, IReadOnlySet<TaskId> ids) =>
        UntilAsync($"{ids.Count} tasks have {deed}", () => Task.FromResult(ids.IsSubsetOf(Ids(deed))));

    /// <summary>Waits until something is so.</summary>
    public async Task UntilAsync(string what, Func<Task<bool>> isSo)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (!await isSo())
        {
            if (patience.IsCancellationRequested)
            {
                throw new TimeoutException(string.Create(CultureInfo.InvariantCulture, $"Not so after {Patience}: {what}.\n{Output}"));
            }

            await Task.Delay(BetweenLooks);
        }
    }

    /// <summary>Ends the workers as a service manager does; nothing of the namespace may be left over but what was buried.</summary>
    public async Task EndAsync()
    {
        ChildProcess[] alive = [.. workers.Where(static worker => !worker.HasExited)];
        foreach (ChildProcess worker in alive)
        {
            worker.Terminate();
        }

        foreach (ChildProcess worker in alive)
        {
            Assert.Equal(0, await worker.ExitAsync());
        }

        Assert.Empty(await Fsck.RunAsync(Namespace));
        Assert.All((await Fsck.PlacesAsync(Namespace)).SelectMany(static places => places), static place => Assert.Equal("buried", place));
    }

    public async ValueTask DisposeAsync()
    {
        foreach (ChildProcess worker in workers)
        {
            await worker.DisposeAsync();
        }

        await producer.DisposeAsync();
        folder.Delete(recursive: true);
    }

    private string Output => string.Join('\n', workers.Select(static worker => worker.Output));
}
