using System.Globalization;
using System.Net;
using System.Text;
using StackExchange.Redis;
using TypedTasks.Brokers;

namespace TypedTasks.Redis;

/// <summary>
/// A fetch loop's own connection, on which <c>BLMOVE</c> waits: Redis itself moves the next envelope of a lane into an empty lease, in the same step in which it came. After any
/// trouble it starts afresh with the next wait.
/// </summary>
/// <remarks>
/// A wait is broken off by closing the connection. <c>CLIENT UNBLOCK</c> would end it more gently, but it brings down a Redis of before July 2025 where that Redis has put the wait off
/// for a CLIENT PAUSE or a FAILOVER (redis/redis#14164).
/// </remarks>
internal sealed class WaitLink(RedisBroker broker, LeaseLinkSettings settings) : IWaitLink
{
    // 64 MB is the most that an envelope may be allowed to have (TypedTasksOptions.MaxEnvelopeBytes), without its seal.
    private const int LongestEnvelope = 65 * 1024 * 1024;

    private static readonly byte[] BlMove = "BLMOVE"u8.ToArray();
    private static readonly byte[] LLen = "LLEN"u8.ToArray();
    private static readonly byte[] Left = "LEFT"u8.ToArray();
    private static readonly byte[] Right = "RIGHT"u8.ToArray();
    private RespConnection? connection;
    private EndPoint? endpoint;
    private int reconnections;
    private volatile bool refused;
    private bool disposed;

    public bool IsUsable => !refused;

    public Lease? Wait(Lease empty, TimeSpan atMost, CancellationToken interrupt)
    {
        ObjectDisposedException.ThrowIf(disposed, this);
        byte[] lease = Bytes(broker.Keys.Lease(empty.Id));
        bool asked = false;
        try
        {
            RespConnection open = Open(lease);
            asked = true;
            using CancellationTokenRegistration registration = interrupt.UnsafeRegister(static open => ((RespConnection)open!).Abort(), open);
            object? reply = open.CallBlocking(atMost, BlMove, Bytes(broker.Keys.Lane(empty.Lane)), lease, Left, Right, Encoding.ASCII.GetBytes(Seconds(atMost)));
            return reply switch
            {
                byte[] envelope => empty with { Envelopes = [envelope] },
                null => null,
                _ => throw new InvalidDataException("BLMOVE answered with no envelope."),
            };
        }
        catch (Exception error)
        {
            // Also where it is none of the connection's: an answer that was not read would be taken for that of the next wait.
            Close();
            if (asked && IsRefusal(error))
            {
                refused = true;
                broker.TellRefusedWait(error);
            }

            throw Unavailable.Refused(
                ServerCheck.NameOf(endpoint ?? settings.FirstEndpoint), $"broke off a wait for tasks ({error.Message})", "Work that came meanwhile is in its lease.", error);
        }
    }

    public ValueTask<Lease?> CloseAsync(Lease empty, TimeSpan leaseTime) => broker.CloseAsync(empty, leaseTime);

    public void Dispose()
    {
        disposed = true;
        Close();
    }

    // Only what will be no different next time.
    private static bool IsRefusal(Exception error) => error is RespException
        && (error.Message.StartsWith("NOPERM", StringComparison.Ordinal)
            || error.Message.StartsWith("ERR unknown", StringComparison.OrdinalIgnoreCase)
            || error.Message.StartsWith("ERR unsupported", StringComparison.OrdinalIgnoreCase));

    private RespConnection Open(byte[] lease)
    {
        EndPoint now = broker.PrimaryEndpoint() ?? throw new InvalidOperationException("no primary is known");
        int age = broker.Reconnections;
        if (connection is not null && now.Equals(endpoint) && age == reconnections)
        {
            return connection;
        }

        Close();
        (endpoint, reconnections) = (now, age);
        connection = RespConnection.Open(now, settings, LongestEnvelope);

        // Another server than the take's, which does not have the lease, would make a list out of nothing.
        return connection.Call(LLen, lease) is 1L ? connection : throw new InvalidDataException("this server does not know the lease");
    }

    private void Close()
    {
        connection?.Dispose();
        connection = null;
    }

    // Zero would be for ever.
    private static string Seconds(TimeSpan time) => Math.Max(0.01, time.TotalSeconds).ToString("0.###", CultureInfo.InvariantCulture);

    private static byte[] Bytes(RedisKey key) => (byte[])key!;
}
