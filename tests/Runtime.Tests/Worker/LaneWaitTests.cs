using Microsoft.Extensions.Time.Testing;
using TypedTasks.BrokerConformance;
using TypedTasks.BrokerConformance.Workers;
using TypedTasks.Brokers;
using TypedTasks.Worker;

namespace TypedTasks.Runtime.Tests.Worker;

/// <summary>How old an empty lease may be.</summary>
public sealed class LaneWaitTests : IAsyncDisposable
{
    private static readonly Lane Mail = Lane.Of("mail");
    private static readonly Lease Empty = new(new LeaseId("s", 1), Mail, [], 0);

    private readonly FakeTimeProvider time = new();
    private readonly WorkerOptions options = new();
    private readonly List<HeldLease> held = [];
    private readonly Link link = new();
    private readonly LaneWait wait;
    private readonly Task thread;

    public LaneWaitTests()
    {
        wait = new LaneWait(link, Mail, options, new TestScheduler(time), held.Add, static _ => { });
        thread = wait.Start();
        wait.Left(Empty, time.GetTimestamp());
    }

    public async ValueTask DisposeAsync()
    {
        wait.Stop();
        await WorkerRig.Soon(thread);
    }

    [Fact]
    public async Task G2_what_was_left_empty_for_a_quarter_of_its_time_is_not_waited_in()
    {
        time.Advance(options.LeaseTime / 4);

        Assert.NotNull(wait.Begin(options.PollInterval));

        Assert.Null(await WorkerRig.Soon(wait.EndAsync()));
        Assert.Equal(0, link.Waits);
        Assert.Equal(Empty, wait.TakeReplaced());
    }

    [Fact]
    public async Task G2_what_comes_in_its_second_half_is_confirmed_before_it_starts()
    {
        link.OnWait = () => time.Advance(options.LeaseTime / 2);

        wait.Begin(options.PollInterval);

        Assert.Equal(Empty, await WorkerRig.Soon(wait.EndAsync()));
        Assert.Empty(held);
        Assert.Null(wait.TakeReplaced());
    }

    [Fact]
    public async Task What_comes_in_its_first_half_counts_from_when_it_was_left_empty()
    {
        long left = time.GetTimestamp();
        link.OnWait = () => time.Advance((options.LeaseTime / 2) - TimeSpan.FromTicks(1));

        wait.Begin(options.PollInterval);

        Assert.Null(await WorkerRig.Soon(wait.EndAsync()));
        Assert.Equal(left, Assert.Single(held).ConfirmedAt);
    }

    [Fact]
    public void A_wait_is_a_tenth_of_a_lease_at_most()
    {
        Assert.Equal(options.LeaseTime / 10, wait.Begin(TimeSpan.FromHours(1)));
    }

    private sealed class Link : IWaitLink
    {
        private int waits;

        public int Waits => Volatile.Read(ref waits);

        public Action? OnWait { get; set; }

        public bool IsUsable => true;

        public Lease? Wait(Lease empty, TimeSpan atMost, CancellationToken interrupt)
        {
            Interlocked.Increment(ref waits);
            OnWait?.Invoke();
            return empty with { Envelopes = [Sent.Make(1).Bytes] };
        }

        public ValueTask<Lease?> CloseAsync(Lease empty, TimeSpan leaseTime) => throw new NotSupportedException("Nobody closes here.");

        public void Dispose()
        {
        }
    }
}
