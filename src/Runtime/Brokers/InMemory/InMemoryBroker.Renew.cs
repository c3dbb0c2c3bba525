namespace TypedTasks.Brokers.InMemory;

public sealed partial class InMemoryBroker
{
    /// <inheritdoc/>
    public ILeaseLink OpenLeaseLink() => new LeaseLink(this);

    private List<LeaseId> Renew(IReadOnlyList<Lease> wanted, TimeSpan leaseTime)
    {
        ArgumentNullException.ThrowIfNull(wanted);
        BrokerArguments.CheckLeaseTime(leaseTime);
        List<LeaseId> gone = [];
        lock (gate)
        {
            long now = Now();
            for (int i = 0; i < wanted.Count; i++)
            {
                if (leases.TryGetValue(wanted[i].Id, out HeldLease? held))
                {
                    held.Renew(now, leaseTime);
                }
                else
                {
                    gone.Add(wanted[i].Id);
                }
            }
        }

        return gone;
    }

    private sealed class LeaseLink(InMemoryBroker broker) : ILeaseLink
    {
        public IReadOnlyList<LeaseId> Renew(IReadOnlyList<Lease> leases, TimeSpan leaseTime) => broker.Renew(leases, leaseTime);

        public void Dispose()
        {
        }
    }
}
