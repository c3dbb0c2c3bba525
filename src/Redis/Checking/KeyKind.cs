using System.Globalization;
using StackExchange.Redis;
using TypedTasks.Brokers;

namespace TypedTasks.Redis.Checking;

/// <summary>What a kind of key must be: the rows of docs/redis-keys.md.</summary>
/// <param name="Name">What it is called in a finding.</param>
/// <param name="Type">Its type.</param>
/// <param name="Expires">Whether it has a TTL.</param>
/// <param name="IsNamedRight">Whether what follows the first colon is within its grammar.</param>
internal sealed record KeyKind(string Name, RedisType Type, bool Expires, Func<string, bool> IsNamedRight)
{
    public static readonly KeyKind Lane = new("lane", RedisType.List, false, static name => Brokers.Lane.TryParse(name, out _));
    public static readonly KeyKind Lease = new("lease", RedisType.List, false, static name => TryParseLease(name, out _));

    /// <summary>What stands for a while where a lease stood that was closed empty.</summary>
    public static readonly KeyKind ClosedLease = new("closed lease", RedisType.String, true, Lease.IsNamedRight);
    public static readonly KeyKind Result = new("kept outcome", RedisType.String, true, IsId);
    public static readonly KeyKind Results = new("kept outcomes of a group", RedisType.Hash, true, static name => TryParseResultGroup(name, out _));
    public static readonly KeyKind Once = new("mark of a task that was sent", RedisType.String, true, IsId);
    public static readonly KeyKind Idle = new("list of idle workers", RedisType.List, true, NameGrammar.IsQueue);

    public static readonly KeyKind LastTake = new("number of a last take", RedisType.String, true, IsSession);

    private static readonly Dictionary<string, KeyKind> Whole = new(StringComparer.Ordinal)
    {
        ["leases"] = Single("deadlines", RedisType.SortedSet),
        ["scheduled"] = Single("index of scheduled tasks", RedisType.SortedSet),
        ["scheduled:tasks"] = Single("scheduled tasks", RedisType.Hash),
        ["buried"] = Single("index of dead letters", RedisType.SortedSet),
        ["buried:tasks"] = Single("dead letters", RedisType.Hash),
        ["counts"] = Single("counts", RedisType.Hash),
        ["queues"] = Single("names of queues", RedisType.Set),
        ["rescue"] = Single("memory of the rescuers", RedisType.Hash),
        ["waiting"] = new("mark of those who wait for results", RedisType.String, true, static _ => true),
        ["rescue:lock"] = new("lock of the rescuers", RedisType.String, true, static _ => true),
    };

    private static readonly Dictionary<string, KeyKind> ByFirstWord = new(StringComparer.Ordinal)
    {
        ["q"] = Lane,
        ["l"] = Lease,
        ["r"] = Result,
        ["rs"] = Results,
        ["once"] = Once,
        ["idle"] = Idle,
        ["t"] = LastTake,
    };

    /// <summary>The kind of a key, by its name below the prefix; null where nobody owns it.</summary>
    public static KeyKind? Of(string name, out string rest)
    {
        rest = string.Empty;
        if (Whole.TryGetValue(name, out KeyKind? kind))
        {
            return kind;
        }

        int colon = name.IndexOf(':', StringComparison.Ordinal);
        if (colon < 0 || !ByFirstWord.TryGetValue(name[..colon], out kind))
        {
            return null;
        }

        rest = name[(colon + 1)..];
        return kind;
    }

    public static bool IsSession(string text) => text.Length is > 0 and <= BrokerArguments.MaxSessionLength && text.All(char.IsAsciiLetterOrDigit);

    /// <summary>Reads <c>session.number</c>.</summary>
    public static bool TryParseLease(string text, out LeaseId lease)
    {
        lease = default;
        int dot = text.IndexOf('.', StringComparison.Ordinal);
        if (dot < 0
            || !IsSession(text[..dot])
            || !long.TryParse(text.AsSpan(dot + 1), NumberStyles.None, CultureInfo.InvariantCulture, out long number)
            || number < 1)
        {
            return false;
        }

        lease = new LeaseId(text[..dot], number);
        return lease.ToString() == text;
    }

    /// <summary>The name of a <see cref="TaskId.ResultGroup"/>: its hexadecimal digits.</summary>
    public static string ResultGroupName(ulong group) => group.ToString("x", CultureInfo.InvariantCulture);

    /// <summary>Reads <see cref="ResultGroupName"/>.</summary>
    public static bool TryParseResultGroup(string text, out ulong group) =>
        ulong.TryParse(text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out group) && ResultGroupName(group) == text;

    private static bool IsId(string text) => TaskId.TryParse(text, null, out _) && !text.Any(char.IsAsciiLetterUpper);

    private static KeyKind Single(string name, RedisType type) => new(name, type, false, static _ => true);
}
