using TypedTasks.Redis.Server;

namespace TypedTasks.CommandLine.Tests;

/// <summary>A namespace that is none is refused before Redis is asked, with a message that a terminal cannot obey.</summary>
public sealed class HostileNamesTests : ContractFiles
{
    private static readonly string[] Names =
    [
        "", ":", "{", "}", "*", "[a-z]", "%s", "'", "\0", "\r\nnext line", "\u001b[2J", "a b", "tt}:leases", "a}:{b", "d\u0435fault", "\u202ett", "\ud800", new('t', 129), new('\n', 100 * 1024),
    ];

    [Fact]
    public async Task No_namespace_outside_the_grammar_is_looked_at()
    {
        string nowhere = $"127.0.0.1:{RedisServer.FreePort()}";
        string contract = Contract("contract", "task Mail.Send v1\n");
        foreach (string name in Names)
        {
            foreach (CommandRun run in new[]
            {
                await CommandRun.OfAsync("fsck", "--redis", nowhere, "--prefix=" + name),
                await CommandRun.OfAsync("contract", "broker", "--contract", contract, "--redis", nowhere, "--namespace=" + name),
            })
            {
                Assert.Equal(2, run.Code);
                Assert.True(run.Errors.Length < 2000, $"{run.Errors.Length} characters");
                Assert.DoesNotContain(run.Errors.TrimEnd('\n'), static c => c is (< ' ' or > '~') and not '\n');
                Assert.Empty(run.Output.Where(char.IsControl).Except(['\n']));
            }
        }
    }
}
