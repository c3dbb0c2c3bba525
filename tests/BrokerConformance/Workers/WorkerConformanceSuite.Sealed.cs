using TypedTasks.BrokerConformance.Tasks;
using TypedTasks.Brokers;
using TypedTasks.Client;
using TypedTasks.Envelopes;
using TypedTasks.Envelopes.Sealing;

namespace TypedTasks.BrokerConformance.Workers;

/// <content>What is sealed, under workers that have its key, another one, or none.</content>
public abstract partial class WorkerConformanceSuite
{
    private static readonly EnvelopeKey Mine = new("mine", [.. Enumerable.Repeat((byte)1, 32)]);
    private static readonly EnvelopeKey Theirs = new("theirs", [.. Enumerable.Repeat((byte)2, 32)]);

    private EnvelopeSeal SealOf(EnvelopeKey key, bool acceptsPlain = false, EnvelopeProtection protection = EnvelopeProtection.Encrypt) =>
        new(new EnvelopeKeyRing(key), Broker.Namespace, protection, acceptsPlain);

    private ConformanceWorker SquaringWorker(IEnvelopeSeal? keys)
    {
        ConformanceWorker worker = NewWorker(keys);
        worker.Module.Add(new SquareInvoker(SquareTask.Plain));
        return worker;
    }

    /// <summary>The bytes of a sealed call, on the broker of a suite that nobody works on.</summary>
    private async Task<(TaskHandle<int> Handle, byte[] Bytes)> SendSealedAsync()
    {
        TaskHandle<int> handle = await NewClient(SealOf(Mine)).Delay(SquareTask.Plain.Call(7));
        return (handle, (await Broker.ListReadyAsync(Lane.Of(TaskDefaults.DefaultQueue), 0, 10)).Single().ToArray());
    }

    [Theory, Promise("G8")]
    [InlineData(EnvelopeProtection.Encrypt)]
    [InlineData(EnvelopeProtection.Sign)]
    public async Task Sealed_all_the_way_the_call_and_its_result_are_read_with_the_key(EnvelopeProtection protection)
    {
        EnvelopeSeal keys = SealOf(Mine, protection: protection);
        ConformanceWorker worker = SquaringWorker(keys);
        TaskHandle<int> handle = await NewClient(keys).Delay(SquareTask.Plain.Call(7));
        await worker.StartAsync();

        Assert.Equal(49, await UntilAsync(handle.GetAsync()));

        Assert.Equal(TaskState.Done, await handle.GetStateAsync());
        TaskHandle<int> without = NewClient(null).Handle(SquareTask.Plain, handle.Id);
        await Assert.ThrowsAsync<TaskOutcomeSealedException>(() => without.GetAsync());
    }

    [Fact, Promise("G6")]
    public async Task A_key_that_a_worker_does_not_have_is_waited_for_then_the_message_is_buried_with_its_bytes()
    {
        (TaskHandle<int> handle, byte[] bytes) = await SendSealedAsync();
        ConformanceWorker worker = await SquaringWorker(SealOf(Theirs)).StartAsync();
        TimeSpan sum = TimeSpan.Zero;
        while (await NextAsync(worker) is RetrySettlement putOff)
        {
            Assert.Equal(HeaderChange.Deferred, putOff.Change);
            sum += putOff.Delay;
            await PassAsync(putOff.Delay);
        }

        Assert.Equal(TimeSpan.FromHours(1).TotalSeconds, sum.TotalSeconds, tolerance: 1);
        AssertSameBody(bytes, await AssertBuriedAsync(handle.Id, BuryReason.UnknownKey, attempts: 0));
    }

    [Fact, Promise("G6")]
    public async Task A_worker_without_keys_puts_off_what_is_sealed_for_one_that_has_them()
    {
        (TaskHandle<int> handle, _) = await SendSealedAsync();
        ConformanceWorker without = await SquaringWorker(null).StartAsync();
        Assert.Equal(HeaderChange.Deferred, (await NextAsync<RetrySettlement>(without)).Change);
        await UntilAsync(without.Worker.StopAsync());

        await SquaringWorker(SealOf(Mine)).StartAsync();

        Assert.Equal(49, await UntilAsync(handle.GetAsync()));
    }

    [Fact, Promise("G6", "G8")]
    public async Task What_was_changed_never_runs_and_is_buried_at_once_with_its_bytes()
    {
        (_, byte[] bytes) = await SendSealedAsync();
        ConformanceWorker worker = NewWorker(SealOf(Mine));
        worker.Module.Add(new SquareInvoker(SquareTask.Plain));
        await worker.StartAsync();
        await NextAsync<CompleteSettlement>(worker);

        // The same content under another id.
        bytes[EnvelopeHeader.Size - 10] ^= 1;
        TaskId id = await EnqueueAsync(bytes);
        await NextAsync<BurySettlement>(worker);

        AssertSameBody(bytes, await AssertBuriedAsync(id, BuryReason.NotAuthentic, attempts: 0));
        DeadLetter? letter = await new BrokerTaskInspector(Broker, scheduler, SealOf(Mine)).FindDeadLetterAsync(id);
        Assert.Equal((SquareTask.Plain.Name, BuryReason.NotAuthentic), (letter?.Task, letter?.Reason));
        Assert.Contains("it was changed", letter?.ErrorMessage, StringComparison.Ordinal);
    }

    [Fact, Promise("G6", "G8")]
    public async Task A_plain_message_is_buried_at_once_where_a_seal_is_required_and_runs_after_a_replay_where_it_is_not()
    {
        ConformanceWorker strict = await SquaringWorker(SealOf(Mine)).StartAsync();
        TaskHandle<int> handle = await NewClient(null).Delay(SquareTask.Plain.Call(7));
        await NextAsync<BurySettlement>(strict);
        await AssertBuriedAsync(handle.Id, BuryReason.NotAuthentic, attempts: 0);
        await UntilAsync(strict.Worker.StopAsync());

        await SquaringWorker(SealOf(Mine, acceptsPlain: true)).StartAsync();
        Assert.True(await Broker.ReplayAsync(handle.Id));

        Assert.Equal(49, await UntilAsync(NewClient(SealOf(Mine)).Handle(SquareTask.Plain, handle.Id).GetAsync()));
    }

    [Fact, Promise("G6")]
    public async Task What_was_buried_for_want_of_a_key_runs_after_a_replay_with_it()
    {
        (TaskHandle<int> handle, _) = await SendSealedAsync();
        ConformanceWorker without = SquaringWorker(SealOf(Theirs));
        without.Options.UnknownTaskPeriod = TimeSpan.FromSeconds(1);
        await without.StartAsync();
        while (await NextAsync(without) is RetrySettlement putOff)
        {
            await PassAsync(putOff.Delay);
        }

        await UntilAsync(without.Worker.StopAsync());
        await SquaringWorker(SealOf(Mine)).StartAsync();
        Assert.True(await Broker.ReplayAsync(handle.Id));

        Assert.Equal(49, await UntilAsync(handle.GetAsync()));
    }

    [Fact]
    public async Task What_a_handler_threw_is_read_with_the_key_and_hidden_without_it()
    {
        EnvelopeSeal keys = SealOf(Mine);
        ConformanceWorker worker = NewWorker(keys);
        TestTask task = worker.Module.Task("T", context => throw context.Stop("the card 4711 is stolen"));
        await worker.StartAsync();
        TaskHandle handle = await NewClient(keys).Delay(task.Call());
        await NextAsync<BurySettlement>(worker);

        DeadLetter? hidden = await new BrokerTaskInspector(Broker, scheduler).FindDeadLetterAsync(handle.Id);
        DeadLetter? told = await new BrokerTaskInspector(Broker, scheduler, keys).FindDeadLetterAsync(handle.Id);

        Assert.Equal(("T", BuryReason.Stopped, "What it says is sealed with key 'mine'."), (hidden?.Task, hidden?.Reason, hidden?.ErrorMessage));
        Assert.Null(hidden?.StackTrace);
        Assert.Equal(("T", BuryReason.Stopped, "the card 4711 is stolen"), (told?.Task, told?.Reason, told?.ErrorMessage));
        Assert.Equal(-1, hidden!.Envelope.Span.IndexOf("4711"u8));
    }
}
