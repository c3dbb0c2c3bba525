using System.Buffers;
using System.Text;
using System.Text.Json;
using MessagePack;
using StackExchange.Redis;
using TypedTasks.Brokers;
using TypedTasks.Envelopes;
using TypedTasks.Envelopes.Sealing;
using TypedTasks.Redis;
using TypedTasks.Redis.Server;

namespace TypedTasks.CommandLine.Tests;

/// <summary><c>typedtasks contract broker</c> against a real Redis.</summary>
public sealed class BrokerCheckTests : ContractFiles, IAsyncLifetime
{
    private const string Contract1 = "task Mail.Send v1\n  alias Mail.Post\n  0 userId int\n  1 locale string = \"en\"\n\nretired Mail.Fax\n";

    private static readonly Lane Plain = Lane.Of("default");
    private RedisServer? server;
    private RedisBroker? broker;
    private byte lastId;

    private RedisServer Server => server!;

    private RedisBroker Broker => broker!;

    public async ValueTask InitializeAsync()
    {
        server = await RedisServer.StartAsync();
        broker = new RedisBroker(ConfigurationOptions.Parse(server.ConnectionString), new RedisOptions());
        await broker.ConnectAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await Broker.DisposeAsync();
        await Server.DisposeAsync();
    }

    [Fact]
    public async Task Messages_that_all_would_run_exit_with_0()
    {
        await SendAsync("Mail.Send", "[1]");
        await SendAsync("Mail.Post", "[1, \"fr\"]", lane: Lane.Of("slow", 7));
        await SendAsync("Mail.Send", "[2]", due: DueTime.In(TimeSpan.FromHours(1)));

        CommandRun run = await CheckAsync();

        Assert.Equal((0, "0 of 3 messages could not run (0 buried, 2 ready, 1 scheduled, 0 taken).\n"), (run.Code, run.Output));
    }

    [Fact]
    public async Task An_inspector_may_ask_and_what_is_sealed_is_judged_by_its_name_and_version()
    {
        string[] roles = await File.ReadAllLinesAsync(Path.Combine(AppContext.BaseDirectory, "redis", "typedtasks.acl"));
        await Server.DisposeAsync();
        server = await RedisServer.StartAsync(new RedisServerOptions { Acl = [.. roles.Where(static line => line.Length > 0)] });
        await Broker.DisposeAsync();
        broker = new RedisBroker(ConfigurationOptions.Parse(server.ConnectionString), new RedisOptions());
        var seal = new EnvelopeSeal(new EnvelopeKeyRing(new EnvelopeKey("k", new byte[32])), Broker.Namespace);
        await SendAsync("Mail.Send", "[\"no number\"]", seal: seal);
        await SendAsync("Gone", "[]", seal: seal);

        CommandRun run = await CommandRun.OfAsync(
            ["contract", "broker", "--contract", Contract("contract", Contract1), "--redis", Server.Endpoint + ",user=typedtasks-inspector,password=change-me-inspector"]);

        Assert.Equal(1, run.Code);
        Assert.Contains("1 x Gone: no task has its name", run.Output, StringComparison.Ordinal);
        Assert.Contains("1 of 2 messages could not run", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_could_not_run_is_counted_by_place_and_task_wherever_it_lies()
    {
        await BuryAsync(await SendAsync("Mail.Fax", "[1]"));
        await TakeAsync(await SendAsync("Mail.Send", "[\"one\"]"));
        await SendAsync("Mail.Send", "[1]", version: 2);
        await SendAsync("Mail.Send", "[1]");
        await SendAsync("Gone", "[]", lane: Lane.Suspects("slow"));
        await SendAsync("Gone", "[]", lane: Lane.Of("slow", 9));
        TaskId newer = await SendAsync("Mail.Send", "[1]", envelope: EnvelopeFormat.CurrentVersion + 1, due: DueTime.In(TimeSpan.FromHours(1)));

        CommandRun run = await CheckAsync("--json");

        Assert.Equal(1, run.Code);
        using JsonDocument json = JsonDocument.Parse(run.Output);
        string[] groups = [.. json.RootElement.GetProperty("groups").EnumerateArray().Select(one => $"{one.GetProperty("place")} {one.GetProperty("count")} {one.GetProperty("task")} {one.GetProperty("obstacle")}")];
        Assert.Equal(
            [
                "buried 1 Mail.Fax RetiredTask",
                "ready 2 Gone UnknownTask",
                "ready 1 Mail.Send HigherVersion",
                "scheduled 1 (unknown) NewerEnvelope",
                "taken 1 Mail.Send UnreadableArguments",
            ],
            groups);
        Assert.Equal(newer.ToString(), json.RootElement.GetProperty("groups")[3].GetProperty("ids")[0].GetString());
        Assert.Contains("userId is a text that is no int", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_place_can_be_left_out()
    {
        await BuryAsync(await SendAsync("Gone", "[]"));

        Assert.Equal(1, (await CheckAsync()).Code);
        Assert.Equal(0, (await CheckAsync("--without", "buried")).Code);
    }

    [Fact]
    public async Task Many_messages_are_looked_at_page_by_page_and_the_first_ids_are_shown()
    {
        var items = new List<EnqueueItem>();
        for (int i = 0; i < 1_234; i++)
        {
            items.Add(Item("Gone", "[]", i % 2 == 0 ? default : DueTime.In(TimeSpan.FromHours(1)), Plain, 1, EnvelopeFormat.CurrentVersion, i + 1));
        }

        foreach (EnqueueItem[] chunk in items.Chunk(500))
        {
            await Broker.EnqueueAsync(chunk);
        }

        CommandRun run = await CheckAsync();

        Assert.Contains("ready          617 x Gone: no task has its name", run.Output, StringComparison.Ordinal);
        Assert.Contains("scheduled      617 x Gone: no task has its name", run.Output, StringComparison.Ordinal);
        Assert.Contains(" ...", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Looking_writes_nothing()
    {
        await BuryAsync(await SendAsync("Gone", "[]"));
        await TakeAsync(await SendAsync("Gone", "[]"));
        await SendAsync("Gone", "[]", due: DueTime.In(TimeSpan.FromHours(1)));
        await SendAsync("Gone", "[]");
        string before = await ChangesAsync();

        await CheckAsync();

        Assert.Equal(before, await ChangesAsync());
    }

    [Fact]
    public async Task Another_namespace_holds_other_messages()
    {
        await SendAsync("Gone", "[]");

        Assert.Equal(0, (await CheckAsync("--namespace", "other")).Code);
    }

    [Fact]
    public async Task A_Redis_that_cannot_be_reached_or_named_exits_with_2()
    {
        string contract = Contract("contract", Contract1);

        CommandRun run = await CommandRun.OfAsync("contract", "broker", "--contract", contract, "--redis", $"127.0.0.1:{RedisServer.FreePort()},connectTimeout=500");
        Assert.Equal(2, run.Code);
        Assert.NotEmpty(run.Errors);
        Assert.Equal(2, (await CommandRun.OfAsync("contract", "broker", "--contract", contract, "--redis", "localhost,no=option")).Code);
        Assert.Equal(2, (await CheckAsync("--namespace", "no:name")).Code);
    }

    private Task<CommandRun> CheckAsync(params string[] more) =>
        CommandRun.OfAsync(["contract", "broker", "--contract", Contract("contract", Contract1), "--redis", Server.ConnectionString, .. more]);

    // How many writes the server has seen since it was started.
    private async Task<string> ChangesAsync() =>
        (await Server.CommandAsync("INFO", "persistence")).Split('\n').Single(line => line.StartsWith("rdb_changes_since_last_save", StringComparison.Ordinal));

    private async Task<TaskId> SendAsync(string name, string arguments, int version = 1, int envelope = EnvelopeFormat.CurrentVersion, DueTime due = default, Lane? lane = null, IEnvelopeSeal? seal = null)
    {
        EnqueueItem item = Item(name, arguments, due, lane ?? Plain, version, envelope, ++lastId, seal);
        await Broker.EnqueueAsync(new[] { item });
        return item.Id;
    }

    private static EnqueueItem Item(string name, string arguments, DueTime due, Lane lane, int version, int envelope, int number, IEnvelopeSeal? seal = null)
    {
        Span<byte> idBytes = stackalloc byte[TaskId.Size];
        BitConverter.TryWriteBytes(idBytes[4..], number);
        var id = new TaskId(idBytes);
        var output = new ArrayBufferWriter<byte>();
        EnvelopeFormat.Write(output, new TaskEnvelope
        {
            Header = new EnvelopeHeader((byte)envelope, 0, 0, 0, 0, id, DateTimeOffset.UnixEpoch),
            Name = Encoding.UTF8.GetBytes(name),
            TaskVersion = version,
            Headers = new Dictionary<string, string>(),
            Options = TravelOptions.None,
            Arguments = MessagePackSerializer.ConvertFromJson(arguments),
        }, seal);
        return new EnqueueItem(id, lane, due, output.WrittenMemory);
    }

    private async Task<Lease> TakeAsync(TaskId id)
    {
        Lease? lease = await Broker.TakeAsync(new TakeRequest(new LeaseId("w", ++lastId), [Plain], 1, 1_000_000, TimeSpan.FromHours(1)));
        Assert.True(EnvelopeHeader.TryRead(Assert.Single(lease!.Envelopes).Span, out EnvelopeHeader header));
        Assert.Equal(id, header.Id);
        return lease;
    }

    private async Task BuryAsync(TaskId id)
    {
        Lease lease = await TakeAsync(id);
        await Broker.SettleAsync(lease, [new BurySettlement(0, id, Plain, HeaderChange.AttemptSpent, default)]);
    }
}
