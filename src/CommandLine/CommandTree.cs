using System.CommandLine;
using TypedTasks.CommandLine.Checking;
using TypedTasks.CommandLine.Contracts;

namespace TypedTasks.CommandLine;

/// <summary>The verbs: <c>typedtasks fsck</c>, <c>typedtasks contract check</c> and <c>typedtasks contract broker</c>.</summary>
internal static class CommandTree
{
    /// <summary>Runs one command.</summary>
    /// <returns>An <see cref="ExitCode"/>.</returns>
    public static async Task<int> RunAsync(string[] arguments, TextWriter output, TextWriter errors, CancellationToken cancellationToken)
    {
        var root = new RootCommand("The command of TypedTasks.")
        {
            new Command("contract", "What is on the wire: TypedTasks.Contract.txt.") { Check(output, errors), Broker(output, errors) },
            Fsck(output, errors),
        };
        ParseResult parsed = root.Parse(arguments);
        if (parsed.Errors.Count > 0)
        {
            foreach (var error in parsed.Errors)
            {
                await errors.WriteLineAsync(error.Message);
            }

            return ExitCode.Failed;
        }

        return await parsed.InvokeAsync(new InvocationConfiguration { Output = output, Error = errors }, cancellationToken);
    }

    private static Command Fsck(TextWriter output, TextWriter errors)
    {
        Option<string> redis = new("--redis") { Description = "The Redis: host:port, and the options of StackExchange.Redis behind commas; or redis(s)://user:password@host:port/database.", Required = true };
        Option<string> prefix = new("--prefix", "--namespace") { Description = "The namespace (RedisOptions.Prefix).", DefaultValueFactory = _ => "tt" };
        Option<bool> json = new("--json") { Description = "Write JSON." };
        var command = new Command("fsck", "Is every key of a namespace accounted for, and does every invariant hold? Reads only, also while workers run. Exit code 0: yes, 1: no, 2: not known.") { redis, prefix, json };
        command.SetAction((parsed, cancellationToken) => FsckCommand.RunAsync(
            parsed.GetValue(redis)!, parsed.GetValue(prefix)!, parsed.GetValue(json), output, errors, cancellationToken));
        return command;
    }

    private static Command Check(TextWriter output, TextWriter errors)
    {
        Option<string> from = new("--from") { Description = "The contract file of the build that is running.", Required = true };
        Option<string> to = new("--to") { Description = "The contract file of the build that is to be deployed.", Required = true };
        Option<string> direction = new("--direction") { Description = "Which messages to look at: of the old build on the new one, the other way during a rolling deploy, or both.", DefaultValueFactory = _ => "both" };
        direction.AcceptOnlyFromAmong("both", "old-to-new", "new-to-old");
        Option<bool> json = new("--json") { Description = "Write JSON." };
        var command = new Command("check", "Could messages of the old build run on the new one, and the other way during a rolling deploy? Exit code 0: yes, 1: no, 2: not known.") { from, to, direction, json };
        command.SetAction(parsed => ContractCheck.Run(
            parsed.GetValue(from)!, parsed.GetValue(to)!, parsed.GetValue(direction)!, parsed.GetValue(json), output, errors));
        return command;
    }

    private static Command Broker(TextWriter output, TextWriter errors)
    {
        Option<string> contract = new("--contract") { Description = "The contract file of the build that is to be deployed.", Required = true };
        Option<string> redis = new("--redis") { Description = "The Redis: host:port, and the options of StackExchange.Redis behind commas; or redis(s)://user:password@host:port/database.", Required = true };
        Option<string> space = new("--namespace", "--prefix") { Description = "The namespace (RedisOptions.Prefix).", DefaultValueFactory = _ => "tt" };
        Option<string[]> without = new("--without") { Description = "A place not to look at; may be given several times.", AllowMultipleArgumentsPerToken = true };
        without.AcceptOnlyFromAmong("ready", "taken", "scheduled", "buried");
        Option<bool> json = new("--json") { Description = "Write JSON." };
        var command = new Command("broker", "Which messages of a Redis could a build not run? Reads only. Exit code 0: none, 1: some, 2: not known.") { contract, redis, space, without, json };
        command.SetAction((parsed, cancellationToken) => BrokerCheck.RunAsync(
            parsed.GetValue(contract)!, parsed.GetValue(redis)!, parsed.GetValue(space)!, parsed.GetValue(without) ?? [], parsed.GetValue(json), output, errors, cancellationToken));
        return command;
    }
}
