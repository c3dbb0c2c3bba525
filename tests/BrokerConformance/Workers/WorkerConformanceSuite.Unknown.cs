using TypedTasks.BrokerConformance.Tasks;
using TypedTasks.Brokers;
using TypedTasks.Envelopes;

namespace TypedTasks.BrokerConformance.Workers;

/// <content>The rows in which what came cannot be run here, or cannot be read.</content>
public abstract partial class WorkerConformanceSuite
{
    [Fact, Promise("G6")]
    public Task An_unknown_name_is_put_off_longer_and_longer_then_buried_with_its_bytes() =>
        AssertPutOffThenBuriedAsync(Envelope("Nobody.Knows"), BuryReason.UnknownTask);

    [Fact, Promise("G6")]
    public Task A_newer_task_version_is_put_off_longer_and_longer_then_buried_with_its_bytes() =>
        AssertPutOffThenBuriedAsync(Envelope("T", version: 2), BuryReason.UnknownTask);

    [Fact, Promise("G6")]
    public Task A_newer_envelope_is_put_off_longer_and_longer_then_buried_with_its_bytes() =>
        AssertPutOffThenBuriedAsync(Envelope("T", envelopeVersion: EnvelopeFormat.CurrentVersion + 1), BuryReason.NewerEnvelope);

    [Fact, Promise("G6")]
    public async Task What_an_old_worker_does_not_know_waits_for_a_new_one()
    {
        ConformanceWorker old = await NewWorker().StartAsync();
        await EnqueueAsync(Envelope("T", version: 2));
        await NextAsync<RetrySettlement>(old);
        await UntilAsync(old.Worker.StopAsync());

        int attempt = 0;
        ConformanceWorker newer = NewWorker();
        newer.Module.Add(new TestInvoker(new TestTask("T", version: 2), invocation =>
        {
            attempt = invocation.Context.Attempt;
            return ValueTask.CompletedTask;
        }));
        await newer.StartAsync();
        await NextAsync<CompleteSettlement>(newer);

        Assert.Equal(1, attempt);
        await AssertCountsAsync();
    }

    [Fact, Promise("G6")]
    public async Task A_message_of_an_older_name_runs_under_the_one_the_task_has_now()
    {
        string? ranAs = null;
        ConformanceWorker worker = NewWorker();
        worker.Module.Add(new TestInvoker(new TestTask("Shop.Mail.Send"), invocation =>
        {
            ranAs = invocation.Context.Name;
            return ValueTask.CompletedTask;
        })
        { Others = ["Shop.Emails.Send"] });
        await worker.StartAsync();

        await EnqueueAsync(Envelope("Shop.Emails.Send"));
        await NextAsync<CompleteSettlement>(worker);

        Assert.Equal("Shop.Mail.Send", ranAs);
        await AssertCountsAsync();
    }

    [Fact, Promise("G6", "G8")]
    public async Task An_unreadable_payload_is_retried_then_buried_with_its_bytes()
    {
        ConformanceWorker worker = NewWorker();
        worker.Module.Add(new SquareInvoker(SquareTask.Plain));
        await worker.StartAsync();

        // A text where the number is expected.
        byte[] envelope = Envelope("Test.Math.Square", arguments: [0x92, 0xA1, 0x78, 0xA1, 0x78]);
        TaskId id = await EnqueueAsync(envelope);
        for (int retries = 0; retries < RetryPolicy.Default.Retries; retries++)
        {
            Assert.Equal(HeaderChange.AttemptSpent, (await NextAsync<RetrySettlement>(worker, TimeSpan.FromSeconds(5))).Change);
        }

        await NextAsync<BurySettlement>(worker, TimeSpan.FromSeconds(5));

        AssertSameBody(envelope, await AssertBuriedAsync(id, BuryReason.Unreadable, RetryPolicy.Default.Retries + 1));
    }

    [Fact, Promise("G6", "G8")]
    public async Task A_payload_over_a_limit_is_buried_at_once_with_its_bytes()
    {
        ConformanceWorker worker = NewWorker();
        worker.Module.Add(new SquareInvoker(SquareTask.Plain));
        await worker.StartAsync();

        // An array that says to hold four billion arguments.
        byte[] envelope = Envelope("Test.Math.Square", arguments: [0xDD, 0xFF, 0xFF, 0xFF, 0xFF, 0x01]);
        TaskId id = await EnqueueAsync(envelope);

        await NextAsync<BurySettlement>(worker);

        AssertSameBody(envelope, await AssertBuriedAsync(id, BuryReason.OverLimit, attempts: 1));
    }

    [Fact, Promise("G6", "G8")]
    public async Task A_damaged_envelope_is_retried_then_buried_with_its_bytes()
    {
        (ConformanceWorker worker, _) = await StartAsync(_ => { });
        byte[] envelope = [.. Envelope("T").AsSpan(0, EnvelopeHeader.Size), 0xC1];
        TaskId id = await EnqueueAsync(envelope);
        for (int retries = 0; retries < RetryPolicy.Default.Retries; retries++)
        {
            await NextAsync<RetrySettlement>(worker, TimeSpan.FromSeconds(5));
        }

        await NextAsync<BurySettlement>(worker, TimeSpan.FromSeconds(5));

        AssertSameBody(envelope, await AssertBuriedAsync(id, BuryReason.Unreadable, RetryPolicy.Default.Retries + 1));
    }

    private static void AssertSameBody(byte[] sent, ParkedTask parked) =>
        Assert.Equal(sent[CounterBytes..], parked.Envelope[CounterBytes..].ToArray());

    private async Task AssertPutOffThenBuriedAsync(byte[] envelope, BuryReason reason)
    {
        bool ran = false;
        (ConformanceWorker worker, _) = await StartAsync(_ => ran = true);
        TaskId id = await EnqueueAsync(envelope);
        TimeSpan sum = TimeSpan.Zero;
        TimeSpan last = TimeSpan.Zero;
        while (await NextAsync(worker) is RetrySettlement putOff)
        {
            Assert.Equal(HeaderChange.Deferred, putOff.Change);
            Assert.True(putOff.Delay > last, $"{putOff.Delay} is not longer than {last}");
            (sum, last) = (sum + putOff.Delay, putOff.Delay);

            // It waits for all of that time (looked at where a slow machine makes no difference).
            await PassAsync(putOff.Delay * 0.9);
            if (putOff.Delay > TimeSpan.FromMinutes(5))
            {
                await AssertCountsAsync(scheduled: 1);
            }

            await PassAsync(putOff.Delay * 0.1);
        }

        Assert.False(ran);
        Assert.Equal(TimeSpan.FromHours(1).TotalSeconds, sum.TotalSeconds, tolerance: 1);
        AssertSameBody(envelope, await AssertBuriedAsync(id, reason, attempts: 0));
    }
}
