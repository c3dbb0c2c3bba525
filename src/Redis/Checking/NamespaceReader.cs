using System.Runtime.CompilerServices;
using StackExchange.Redis;
using TypedTasks.Brokers;

namespace TypedTasks.Redis.Checking;

/// <summary>Reads a namespace in pages that are small for Redis, whatever lies in it. Every call is one that only reads.</summary>
internal sealed class NamespaceReader(IConnectionMultiplexer multiplexer, RedisOptions options, CancellationToken cancellationToken)
{
    public const int PageItems = 1000;
    private const int PageBytes = 1024 * 1024;
    private const int FirstPage = 16;
    private const int HashPage = 64;

    private readonly IDatabase database = multiplexer.GetDatabase(options.Database ?? -1);

    public RedisKeys Keys { get; } = new(options.Prefix);

    public string Prefix { get; } = $"{{{options.Prefix}}}:";

    public string Endpoint => ServerCheck.EndpointsOf(multiplexer);

    public IDatabase Database => database;

    /// <summary>Waits for one call or several together.</summary>
    public async Task<T> CallAsync<T>(Task<T> call) => await call.WaitAsync(options.OperationTimeout, RuntimeScheduler.Default.Time, cancellationToken);

    public async Task<T[]> CallAllAsync<T>(IEnumerable<Task<T>> calls) => await CallAsync(Task.WhenAll(calls));

    /// <summary>A script that only reads.</summary>
    public Task<RedisResult> EvaluateAsync(RedisScript script, RedisKey[] keys, RedisValue[] values) =>
        CallAsync(script.EvaluateAsync(database, keys, values));

    /// <summary>Every key below the prefix, a page at a time; some may come twice.</summary>
    public async IAsyncEnumerable<IReadOnlyList<RedisKey>> KeysAsync()
    {
        IServer server = ServerCheck.PrimaryOf(multiplexer, Keys)
            ?? throw Unavailable.Refused(Endpoint, "has no primary that is connected", "Name the primary, or Sentinel (serviceName=...).");
        var page = new List<RedisKey>(PageItems);
        await foreach (RedisKey key in server.KeysAsync(database.Database, Prefix + "*", PageItems, flags: CommandFlags.DemandMaster).WithCancellation(cancellationToken))
        {
            page.Add(key);
            if (page.Count == PageItems)
            {
                yield return page;
                page = new List<RedisKey>(PageItems);
            }
        }

        yield return page;
    }

    /// <summary>The elements of a list from the first on, in pages of at most a megabyte or so.</summary>
    public async IAsyncEnumerable<(long First, RedisValue[] Items)> ListAsync(RedisKey key)
    {
        int size = FirstPage;
        for (long first = 0; ;)
        {
            RedisValue[] items = await CallAsync(database.ListRangeAsync(key, first, first + size - 1, CommandFlags.DemandMaster));
            if (items.Length > 0)
            {
                yield return (first, items);
            }

            if (items.Length < size)
            {
                yield break;
            }

            first += items.Length;
            size = NextSize(items);
        }
    }

    /// <summary>
    /// The same from the last to the first: what is taken from the head meanwhile moves the rest towards what is yet to be
    /// read, so that nothing that stays is passed over.
    /// </summary>
    public async IAsyncEnumerable<RedisValue[]> ListBackwardsAsync(RedisKey key)
    {
        int size = FirstPage;
        for (long end = await CallAsync(database.ListLengthAsync(key, CommandFlags.DemandMaster)); end > 0;)
        {
            long first = Math.Max(0, end - size);
            RedisValue[] items = await CallAsync(database.ListRangeAsync(key, first, end - 1, CommandFlags.DemandMaster));
            yield return items;
            end = first;
            size = NextSize(items);
        }
    }

    /// <summary>A lease: the number of its unsettled slots, then the slots. Nothing where it is gone, or was closed meanwhile.</summary>
    public async Task<RedisValue[]> LeaseAsync(RedisKey key)
    {
        try
        {
            return await database.ListRangeAsync(key, 0, TakeRequest.MaxBatch + 1, CommandFlags.DemandMaster);
        }
        catch (RedisServerException error) when (error.Message.StartsWith("WRONGTYPE", StringComparison.Ordinal))
        {
            return [];
        }
    }

    public async IAsyncEnumerable<HashEntry> HashAsync(RedisKey key)
    {
        await foreach (HashEntry entry in database.HashScanAsync(key, pageSize: HashPage, flags: CommandFlags.DemandMaster).WithCancellation(cancellationToken))
        {
            yield return entry;
        }
    }

    public async IAsyncEnumerable<RedisValue> SetAsync(RedisKey key)
    {
        await foreach (RedisValue member in database.SetScanAsync(key, pageSize: PageItems, flags: CommandFlags.DemandMaster).WithCancellation(cancellationToken))
        {
            yield return member;
        }
    }

    public async IAsyncEnumerable<SortedSetEntry> SortedSetAsync(RedisKey key)
    {
        await foreach (SortedSetEntry entry in database.SortedSetScanAsync(key, pageSize: PageItems, flags: CommandFlags.DemandMaster).WithCancellation(cancellationToken))
        {
            yield return entry;
        }
    }

    // As many as fit a page if what follows is as large as what came, and not many more than before if it is larger.
    private static int NextSize(RedisValue[] items)
    {
        long bytes = items.Sum(static item => item.Length());
        return items.Length == 0 ? FirstPage : (int)Math.Clamp(PageBytes / Math.Max(1, bytes / items.Length), 1, Math.Min(PageItems, items.Length * 8L));
    }
}
