using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using TypedTasks.Redis.Server;

namespace TypedTasks.Soak;

/// <summary>A load for a while, then nothing until everything has come to rest, then a sample; again and again.</summary>
internal sealed class Soaking : IAsyncDisposable
{
    private const int Workers = 2;

    // Pages as an operator reads them: what the buffers of large ones leave in the pools is no growth of ours.
    private const int Page = 100;
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    // Without the closed empty leases (decision 0022): each is a string that ends by itself within the hour, so that their number still grows in the first one.
    private const string LastingKeysScript =
        """
        local lasting = 0
        for _, key in ipairs(redis.call('KEYS', '*')) do
          local closed = string.sub(key, 1, #ARGV[1]) == ARGV[1] and redis.call('TYPE', key).ok == 'string'
          local left = closed and redis.call('PTTL', key) or -1
          if left < 0 or left > 3600000 then
            lasting = lasting + 1
          end
        end
        return lasting
        """;

    // In one step. Dead letters are deleted before; kept results and the ids of senders that wait go by their TTL. A lease without slots is a worker that waits, a
    // string one that no longer does.
    private const string AtRestScript = """
        local left = 0
        for _, pattern in ipairs({'q:*', 'r:*', 'once:*', 'scheduled', 'buried'}) do
          left = left + #redis.call('KEYS', ARGV[1] .. pattern)
        end
        for _, lease in ipairs(redis.call('KEYS', ARGV[1] .. 'l:*')) do
          if redis.call('TYPE', lease).ok == 'list' and redis.call('LLEN', lease) > 1 then left = left + 1 end
        end
        return left
        """;

    private readonly RedisServer server;
    private readonly ServiceProvider producer;
    private readonly ITaskClient client;
    private readonly ITaskInspector inspector;
    private readonly List<ChildProcess> workers = [];

    private Soaking(RedisServer server)
    {
        this.server = server;
        var services = new ServiceCollection();
        services.AddTypedTasks().UseRedis(server.ConnectionString, static redis =>
        {
            redis.Prefix = WorkerProcess.Prefix;

            // A machine that stands still for some seconds must not end half an hour of watching.
            redis.OperationTimeout = TimeSpan.FromMinutes(1);
        });
        producer = services.BuildServiceProvider();
        client = producer.GetRequiredService<ITaskClient>();
        inspector = producer.GetRequiredService<ITaskInspector>();
    }

    public static async Task<Soaking> StartAsync()
    {
        var soaking = new Soaking(await RedisServer.StartAsync());
        for (int number = 1; number <= Workers; number++)
        {
            soaking.workers.Add(await WorkerProcess.StartAsync(soaking.server.Endpoint, Name(number)));
        }

        return soaking;
    }

    /// <summary>Takes samples until the time is over.</summary>
    public async Task<IReadOnlyList<Sample>> RunAsync(TimeSpan duration, TimeSpan between, Action<Sample> onSample)
    {
        long start = Stopwatch.GetTimestamp();
        var load = new Load(client, inspector);
        var samples = new List<Sample>();
        while (Stopwatch.GetElapsedTime(start) < duration)
        {
            await load.RunAsync(between);
            await SettleAsync();
            samples.Add(await SampleAsync(Stopwatch.GetElapsedTime(start), load.Sent));
            onSample(samples[^1]);
        }

        return samples;
    }

    /// <summary>Ends the workers as a service manager does.</summary>
    public async Task EndAsync()
    {
        foreach (ChildProcess worker in workers)
        {
            worker.Terminate();
            if (await worker.ExitAsync() != 0)
            {
                throw new InvalidOperationException($"A worker did not end well:\n{worker.Output}");
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (ChildProcess worker in workers)
        {
            await worker.DisposeAsync();
        }

        await producer.DisposeAsync();
        await server.DisposeAsync();
    }

    private static string Name(int number) => string.Create(CultureInfo.InvariantCulture, $"w{number}");

    private async Task SettleAsync()
    {
        using var patience = new CancellationTokenSource(Patience);
        do
        {
            await Task.Delay(BetweenLooks, patience.Token);
            foreach (DeadLetter letter in await inspector.ListDeadLettersAsync(0, Page, patience.Token))
            {
                await inspector.DeleteDeadLetterAsync(letter.Id, patience.Token);
            }
        }
        while (await server.CommandAsync("EVAL", AtRestScript, "0", $"{{{WorkerProcess.Prefix}}}:") != "0");
    }

    private async Task<Sample> SampleAsync(TimeSpan at, long sent)
    {
        long keys = long.Parse(await server.CommandAsync("EVAL", LastingKeysScript, "0", $"{{{WorkerProcess.Prefix}}}:l:"), CultureInfo.InvariantCulture);
        string memory = await server.CommandAsync("INFO", "memory");
        string used = memory.Split('\n').First(static line => line.StartsWith("used_memory:", StringComparison.Ordinal)).Split(':')[1].Trim();
        var heaps = new List<long>();
        for (int number = 1; number <= Workers; number++)
        {
            TaskHandle<long> heap = await client.Delay(Work.HeapTask.Call().OnQueue(WorkerProcess.OwnQueue(Name(number))));
            heaps.Add(await heap.GetAsync());
        }

        return new Sample(at.TotalMinutes, sent, heaps, Garbage.Collected(), long.Parse(used, CultureInfo.InvariantCulture), keys);
    }
}
