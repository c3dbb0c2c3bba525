using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using TypedTasks.BrokerConformance.Tasks;
using TypedTasks.Brokers;
using TypedTasks.Dispatch;
using TypedTasks.Envelopes;
using TypedTasks.Envelopes.Sealing;
using TypedTasks.Testing;

namespace TypedTasks.Runtime.Tests.Hosting;

[Collection(LiveHosts.Name)]
public sealed class EnvelopeKeysTests
{
    private const string Section = "TypedTasks:EnvelopeKeys:";
    private static readonly string Secret = Convert.ToBase64String([.. Enumerable.Range(0, 32).Select(static i => (byte)i)]);
    private static readonly string Other = Convert.ToBase64String(Encoding.ASCII.GetBytes("another secret of thirty-two bytes"));

    private static TestModule Squares() => new TestModule().Add(new SquareInvoker(SquareTask.Plain));

    private static IEnvelopeSeal SealOf(Action<EnvelopeKeyOptions>? configure, params (string Key, string? Value)[] configuration)
    {
        using IHost host = HostRig.Build(
            tasks =>
            {
                tasks.AddModule(Squares()).UseInMemoryBroker();
                _ = configure is null ? tasks.UseEnvelopeKeys() : tasks.UseEnvelopeKeys(configure);
            },
            null,
            configuration);
        return host.Services.GetRequiredService<IEnvelopeSeal>();
    }

    private static string Refusal(Action<EnvelopeKeyOptions>? configure, params (string Key, string? Value)[] configuration) =>
        Assert.Throws<TaskSetupException>(() => SealOf(configure, configuration)).Message;

    [Fact]
    public async Task A_host_with_keys_sends_runs_and_reads_sealed()
    {
        using IHost host = HostRig.Build(tasks => tasks.AddModule(Squares()).AddWorker().UseEnvelopeKeys(keys => keys.Add("k", Secret)));
        await host.StartAsync();

        TaskHandle<int> handle = await SquareTask.Plain.Delay(12);

        Assert.Equal(144, await handle.GetAsync().WaitAsync(TimeSpan.FromSeconds(30)));
        ReadOnlyMemory<byte>? kept = await host.Services.GetRequiredService<IBroker>().GetResultAsync(handle.Id);
        Assert.NotNull(ResultFormat.Read(kept!.Value)!.Sealed);
        await host.StopAsync();
    }

    [Fact]
    public async Task A_harness_runs_sealed_tasks_and_shows_what_was_sent()
    {
        await using var harness = new TaskHarness(tasks => tasks.AddModule(Squares()).UseEnvelopeKeys(keys => keys.Add("k", Secret)));

        TaskHandle<int> handle = await SquareTask.Plain.Call(12, "twelve").Delay();

        Assert.Equal(new SquareArgs(12, "twelve"), Assert.Single(harness.Sent(SquareTask.Plain)).Arguments);
        Assert.Equal(1, await harness.DrainAsync());
        Assert.Equal(144, await handle.GetAsync());
    }

    [Fact]
    public void Configuration_alone_is_enough()
    {
        IEnvelopeSeal seal = SealOf(
            null, (Section + "Keys:2026-11", Secret), (Section + "Keys:2026-05", Other), (Section + "CurrentKey", "2026-11"), (Section + "protection", "sign"), (Section + "AcceptPlain", "true"));

        Assert.Equal(("2026-11", EnvelopeProtection.Sign, true), (seal.CurrentKey.Id, seal.Protection, seal.AcceptsPlain));
    }

    [Fact]
    public void Code_is_stronger_than_configuration()
    {
        IEnvelopeSeal seal = SealOf(
            keys => keys.Add("code", Other).CurrentKey = "code", (Section + "Keys:configured", Secret), (Section + "CurrentKey", "configured"));

        Assert.Equal(("code", EnvelopeProtection.Encrypt, false), (seal.CurrentKey.Id, seal.Protection, seal.AcceptsPlain));
    }

    [Fact]
    public async Task A_ring_of_the_hosts_own_is_asked_for_each_message()
    {
        var ring = new TurningRing(new EnvelopeKey("one", Convert.FromBase64String(Secret)));
        using IHost host = HostRig.Build(
            tasks => tasks.AddModule(Squares()).UseInMemoryBroker().UseEnvelopeKeys((keys, services) => keys.Ring = services.GetRequiredService<IEnvelopeKeyRing>()),
            services => services.AddSingleton<IEnvelopeKeyRing>(ring));
        await host.StartAsync();

        await SquareTask.Plain.Delay(1);
        ring.Current = new EnvelopeKey("two", Convert.FromBase64String(Other));
        await SquareTask.Plain.Delay(2);

        IReadOnlyList<ReadOnlyMemory<byte>> ready = await host.Services.GetRequiredService<IBroker>().ListReadyAsync(Lane.Of("default"), 0, 10);
        Assert.Equal(["one", "two"], ready.Select(EnvelopeFormat.KeyOf));
        await host.StopAsync();
    }

    [Fact]
    public async Task What_is_wrong_is_said_when_the_host_starts()
    {
        using IHost host = HostRig.Build(tasks => tasks.AddModule(Squares()).UseInMemoryBroker().UseEnvelopeKeys());

        Assert.Contains("TypedTasks:EnvelopeKeys:Keys", (await Assert.ThrowsAsync<TaskSetupException>(() => host.StartAsync())).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Each_mistake_has_its_message_and_none_repeats_a_secret()
    {
        string[] messages =
        [
            Refusal(keys => keys.Add("a", Secret).Add("b", Other)),
            Refusal(keys => keys.Add("a", Secret).CurrentKey = "c"),
            Refusal(keys => { keys.Add("a", Secret); keys.Ring = new EnvelopeKeyRing(new EnvelopeKey("b", Convert.FromBase64String(Secret))); }),
            Refusal(null, (Section + "Keys:a", "no base64!")),
            Refusal(null, (Section + "Keys:a", Convert.ToBase64String(new byte[16]))),
            Refusal(null, (Section + "Keys:a b", Secret)),
            Refusal(null, (Section + "Keys:a", Secret), (Section + "Protection", "rot13")),
            Refusal(null, (Section + "Keys:a", Secret), (Section + "AcceptPlain", "perhaps")),
            Refusal(null, (Section + "Key", Secret)),
        ];
        string[] says = ["Set CurrentKey", "'c'", "Ring", "no base64", "16 bytes", "no name of a key", "Encrypt, Sign", "true or false", "no option"];

        Assert.All(messages.Zip(says), static pair => Assert.Contains(pair.Second, pair.First, StringComparison.Ordinal));
        Assert.All(messages, static message => Assert.DoesNotContain("no base64!", message, StringComparison.Ordinal));
        Assert.All(messages, message => Assert.DoesNotContain(Secret, message, StringComparison.Ordinal));
        Assert.Equal("a", new EnvelopeKey("a", Convert.FromBase64String(Secret)).ToString());
    }

    [Fact]
    public void Called_twice_is_a_mistake() => Assert.Throws<TaskSetupException>(() => HostRig.Build(tasks => tasks.UseEnvelopeKeys().UseEnvelopeKeys()));

    private sealed class TurningRing(EnvelopeKey first) : IEnvelopeKeyRing
    {
        public EnvelopeKey Current { get; set; } = first;

        public EnvelopeKey? Find(string id) => id == Current.Id ? Current : null;
    }
}
