using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Text;
using StackExchange.Redis;
using TypedTasks.Brokers;

namespace TypedTasks.Redis;

/// <summary>
/// A lease keeper's own connection, for renewals and nothing else. Its calls block the keeper's thread and need no other: a
/// starved thread pool must not cost a lease. After any trouble it starts afresh with the next call.
/// </summary>
/// <param name="settings">How it connects.</param>
/// <param name="keys">The namespace.</param>
/// <param name="primary">Where the driver sees the primary; null where it sees none.</param>
/// <param name="reconnections">How often the driver lost its connection and came back: a name may lead to another server by then.</param>
internal sealed class LeaseLink(LeaseLinkSettings settings, RedisKeys keys, Func<EndPoint?> primary, Func<int> reconnections) : ILeaseLink
{
    private const int MaxBatch = TakeRequest.MaxBatch;
    private static readonly byte[] EvalSha = "EVALSHA"u8.ToArray();
    private static readonly byte[] Eval = "EVAL"u8.ToArray();
    private static readonly byte[] One = "1"u8.ToArray();
    private static readonly byte[] Sha = Encoding.ASCII.GetBytes(RedisScripts.Renew.Sha);
    private static readonly byte[] Text = Encoding.UTF8.GetBytes(RedisScripts.Renew.Text);
    private readonly byte[] leasesKey = Encoding.UTF8.GetBytes(keys.Leases.ToString());
    private RespConnection? connection;
    private EndPoint? endpoint;
    private int reconnected;
    private bool disposed;

    public IReadOnlyList<LeaseId> Renew(IReadOnlyList<Lease> leases, TimeSpan leaseTime)
    {
        ArgumentNullException.ThrowIfNull(leases);
        BrokerArguments.CheckLeaseTime(leaseTime);
        ObjectDisposedException.ThrowIf(disposed, this);
        var gone = new List<LeaseId>();
        for (int from = 0; from < leases.Count; from += MaxBatch)
        {
            RenewBatch(leases, from, Math.Min(MaxBatch, leases.Count - from), leaseTime, gone);
        }

        return gone;
    }

    public void Dispose()
    {
        disposed = true;
        Close();
    }

    private void RenewBatch(IReadOnlyList<Lease> leases, int from, int count, TimeSpan leaseTime, List<LeaseId> gone)
    {
        var command = new ReadOnlyMemory<byte>[5 + count];
        command[2] = One;
        command[3] = leasesKey;
        command[4] = Encoding.ASCII.GetBytes(((long)Math.Ceiling(leaseTime.TotalMilliseconds)).ToString(CultureInfo.InvariantCulture));
        for (int i = 0; i < count; i++)
        {
            Lease lease = leases[from + i];
            command[5 + i] = Encoding.ASCII.GetBytes(RedisKeys.Member(lease.Id, lease.Lane));
        }

        if (Call(command) is not object?[] places)
        {
            throw Trouble("answered a renewal with something else", null);
        }

        foreach (object? place in places)
        {
            if (place is not long number || number < 1 || number > count)
            {
                throw Trouble("answered a renewal with something else", null);
            }

            gone.Add(leases[from + (int)number - 1].Id);
        }
    }

    private object? Call(ReadOnlyMemory<byte>[] command)
    {
        try
        {
            RespConnection open = Open();
            (command[0], command[1]) = (EvalSha, Sha);
            try
            {
                return open.Call(command);
            }
            catch (RespException error) when (error.Message.StartsWith("NOSCRIPT", StringComparison.Ordinal))
            {
                (command[0], command[1]) = (Eval, Text);
                return open.Call(command);
            }
        }
        catch (Exception error) when (error is SocketException or IOException or InvalidDataException or AuthenticationException
            or RespException or ObjectDisposedException or RedisException or InvalidOperationException)
        {
            throw Trouble($"did not renew leases ({error.Message})", error);
        }
    }

    private RespConnection Open()
    {
        // Takes and settlements go where the driver goes: leases that are renewed elsewhere would lapse under running tasks.
        EndPoint? now = primary();
        int age = reconnections();
        if (connection is not null && (now is null || (now.Equals(endpoint) && age == reconnected)))
        {
            return connection;
        }

        Close();
        (endpoint, reconnected) = (now ?? settings.FirstEndpoint ?? throw new InvalidOperationException("no endpoint is known"), age);
        return connection = RespConnection.Open(endpoint, settings);
    }

    private BrokerUnavailableException Trouble(string what, Exception? error)
    {
        string at = ServerCheck.NameOf(endpoint ?? settings.FirstEndpoint);
        Close();
        return Unavailable.Refused(at, what, "It is unknown whether they were renewed; the next renewal connects again.", error);
    }

    private void Close()
    {
        connection?.Dispose();
        connection = null;
    }
}
