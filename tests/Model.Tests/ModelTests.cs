using System.Globalization;
using StackExchange.Redis;
using TypedTasks.Model.Tests.Steps;
using TypedTasks.Model.Tests.Worlds;
using TypedTasks.Redis.Server;
using TypedTasks.Redis.Tests;

namespace TypedTasks.Model.Tests;

/// <summary>The in-memory broker is the reference of what every broker does; here Redis with the real scripts is held to it.</summary>
public class ModelTests
{
    private const int DefaultPrograms = 400;

    [Fact]
    public async Task Redis_answers_and_holds_what_the_in_memory_broker_does()
    {
        int programs = Number("MODEL_SEQUENCES", DefaultPrograms);
        int seed = Number("MODEL_SEED", 1);
        await using RedisServer server = await RedisServer.StartAsync();
        await using ConnectionMultiplexer shared = await ConnectionMultiplexer.ConnectAsync(server.ConnectionString + ",allowAdmin=true");
        var ns = new TestNamespace(server);
        var check = new ModelCheck(() => Task.FromResult<Side>(new MemorySide()), async () => await RedisSide.StartAsync(ns, shared));

        (Step[] Program, string Difference)? found = check.Run(programs, (ulong)seed);

        TestContext.Current.SendDiagnosticMessage($"{check.Steps} steps");
        Assert.True(found is null, found is { } one ? $"MODEL_SEED={seed}: {ModelCheck.Tell(one.Program, one.Difference)}" : null);
        Assert.True(check.Steps > programs, $"{check.Steps} steps of {programs} programs.");
    }

    private static int Number(string variable, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), CultureInfo.InvariantCulture, out int value) ? value : otherwise;
}
