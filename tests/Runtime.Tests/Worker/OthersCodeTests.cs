using System.Diagnostics.Metrics;
using TypedTasks.BrokerConformance.Tasks;
using TypedTasks.Brokers;
using TypedTasks.Envelopes;
using TypedTasks.Envelopes.Sealing;
using TypedTasks.Runtime.Tests.Envelopes.Sealing;
using TypedTasks.Telemetry;

namespace TypedTasks.Runtime.Tests.Worker;

/// <summary>What stands around a handler is others' code: what it throws costs neither a task nor a loop of the worker.</summary>
public sealed class OthersCodeTests : IAsyncDisposable
{
    private readonly WorkerRig rig = new();
    private readonly SickSeal seal = new(Seals.Both());

    public ValueTask DisposeAsync() => rig.DisposeAsync();

    [Fact]
    public async Task A_failure_that_the_keys_do_not_seal_is_retried_and_says_only_that()
    {
        rig.Seal = seal;
        TestTask task = rig.Module.Task("T", _ => throw new InvalidOperationException("a secret"));
        rig.Build();
        await rig.Client.Delay(task.Call().KeepResult(TimeSpan.FromDays(1)));
        seal.Seals = false;
        await rig.StartAsync();

        var retry = Assert.IsType<RetrySettlement>(await rig.Until(rig.Broker.NextAsync()));

        Assert.Equal(HeaderChange.AttemptSpent, retry.Change);
        Failure failure = FailureFormat.Read(retry.Failure)!;
        Assert.Equal((null, "What it said could not be sealed: the keys threw.", null), (failure.ErrorType, failure.Message, failure.StackTrace));
        await RunsOnAsync(task);
    }

    [Fact]
    public async Task A_task_that_fails_for_good_is_buried_with_its_reason_where_the_keys_do_not_seal()
    {
        rig.Seal = seal;
        TestTask task = rig.Module.Task("T", context => throw context.Stop("a secret"));
        rig.Build();
        await rig.Client.Delay(task.Call().KeepResult(TimeSpan.FromDays(1)));
        seal.Seals = false;
        await rig.StartAsync();

        var bury = Assert.IsType<BurySettlement>(await rig.Until(rig.Broker.NextAsync()));

        Assert.Equal(BuryReason.Stopped, FailureFormat.Read(bury.Failure)!.Reason);
        Assert.DoesNotContain("a secret", System.Text.Encoding.UTF8.GetString(bury.Failure.Span), StringComparison.Ordinal);
        await RunsOnAsync(task);
    }

    [Fact]
    public async Task A_message_that_the_keys_throw_at_is_put_off_as_if_its_key_were_not_known_yet()
    {
        rig.Seal = seal;
        int runs = 0;
        TestTask task = rig.Module.Task("T", _ => runs++);
        rig.Build();
        await rig.Client.Delay(task.Call());
        seal.Opens = false;
        await rig.StartAsync();

        var retry = Assert.IsType<RetrySettlement>(await rig.Until(rig.Broker.NextAsync()));
        seal.Opens = true;
        await rig.Until(rig.Broker.NextAsync(), 1000);

        Assert.Equal(HeaderChange.Deferred, retry.Change);
        Assert.Equal(1, runs);
    }

    [Fact]
    public async Task A_listener_that_throws_costs_neither_the_lease_keeper_nor_the_return_of_what_did_not_start()
    {
        using var listener = new MeterListener
        {
            InstrumentPublished = static (instrument, own) =>
            {
                if (instrument.Name is TelemetryNames.LeasesLost or TelemetryNames.Released)
                {
                    own.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.SetMeasurementEventCallback<long>(static (_, _, _, _) => throw new InvalidOperationException("a listener"));
        listener.Start();
        var cancelled = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        TestTask task = rig.Module.Task("T", async context =>
        {
            using CancellationTokenRegistration registration = context.CancellationToken.Register(() => cancelled.TrySetResult());
            await cancelled.Task;
        });
        rig.Build();
        await rig.Client.Delay(task.Call());
        await rig.StartAsync();
        await rig.Until(() => rig.Worker.Running == 1);

        rig.Broker.AllLeasesGone = true;
        await rig.Until(cancelled.Task, 100);
        rig.Broker.AllLeasesGone = false;
        int renewals = rig.Broker.Renewals.Count;
        await rig.Client.Delay(task.Call());

        Assert.IsType<CompleteSettlement>(await rig.Until(rig.Broker.NextAsync(), 100));
        await rig.Until(() => rig.Worker.RenewsLeases && rig.Broker.Renewals.Count >= renewals, 100);
    }

    /// <summary>The slot and its loop were not lost with it.</summary>
    private async Task RunsOnAsync(TestTask task)
    {
        seal.Seals = true;
        await rig.Client.Delay(task.Call().WithRetries(0));
        await rig.Until(rig.Broker.NextAsync());
        Assert.Equal(0, rig.Worker.Running);
    }

    /// <summary>Throws when told so, like a device that does not answer.</summary>
    private sealed class SickSeal(IEnvelopeSeal well) : IEnvelopeSeal
    {
        public bool Seals { get; set; } = true;

        public bool Opens { get; set; } = true;

        public EnvelopeProtection Protection => well.Protection;

        public bool AcceptsPlain => well.AcceptsPlain;

        public EnvelopeKey CurrentKey => well.CurrentKey;

        public void Seal(EnvelopeKey key, SealPurpose purpose, TaskId id, ReadOnlySpan<byte> shown, ReadOnlySpan<byte> content, Span<byte> box)
        {
            ThrowUnless(Seals);
            well.Seal(key, purpose, id, shown, content, box);
        }

        public SealStatus Open(SealPurpose purpose, TaskId id, ReadOnlySpan<byte> shown, in SealedContent content, ref byte[] buffer, out ReadOnlyMemory<byte> opened)
        {
            ThrowUnless(Opens);
            return well.Open(purpose, id, shown, content, ref buffer, out opened);
        }

        private static void ThrowUnless(bool well)
        {
            if (!well)
            {
                throw new InvalidOperationException("The device does not answer.");
            }
        }
    }
}
