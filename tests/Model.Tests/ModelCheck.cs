using System.Globalization;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using TypedTasks.Model.Tests.Steps;
using TypedTasks.Model.Tests.Worlds;

namespace TypedTasks.Model.Tests;

/// <summary>Runs programs on two sides and looks for the first difference; what differs is shrunk.</summary>
internal sealed class ModelCheck(Func<Task<Side>> left, Func<Task<Side>> right)
{
    private (Step[] Program, string Difference)? found;

    /// <summary>How many steps were run on each side, the ones of shrinking too.</summary>
    public long Steps { get; private set; }

    /// <summary>Runs as many programs.</summary>
    /// <returns>The shrunk program that failed with what differs, or null.</returns>
    public (Step[] Program, string Difference)? Run(int programs, ulong seed)
    {
        found = null;
        Config config = Config.Quick.WithMaxTest(programs).WithRunner(new Quiet()).WithReplay(seed, 1);
        Check.One(config, Prop.ForAll(Programs.All, program => Agree(program)));
        return found;
    }

    /// <summary>The failing program as it is told.</summary>
    public static string Tell(Step[] program, string difference)
    {
        var text = new StringBuilder("the two brokers differ after the last step of\n");
        for (int i = 0; i < program.Length; i++)
        {
            text.Append(CultureInfo.InvariantCulture, $"{i + 1,4}. {program[i]}\n");
        }

        return text.Append(difference).ToString();
    }

    private bool Agree(Step[] program)
    {
        if (CompareAsync(program).GetAwaiter().GetResult() is not { } difference)
        {
            return true;
        }

        // FsCheck keeps the smallest that fails: the last one that it was told of.
        found = (program, difference);
        return false;
    }

    private async Task<string?> CompareAsync(Step[] program)
    {
        await using Side first = await left();
        await using Side second = await right();
        await using var one = new Player(first, program);
        await using var other = new Player(second, program);
        for (int i = 0; i < program.Length; i++)
        {
            Step step = program[i];
            Steps++;
            string a = $"answer: {await one.PlayAsync(step)}\n{await one.LookAsync()}";
            string b = $"answer: {await other.PlayAsync(step)}\n{await other.LookAsync()}";
            if (a != b)
            {
                return Difference(first.Name, a, second.Name, b);
            }
        }

        bool sentAgain = Programs.SendsAgain(program);
        string[] wrong = [.. await first.CheckAsync(sentAgain), .. await second.CheckAsync(sentAgain)];
        return wrong.Length == 0 ? null : $"fsck: {string.Join("\n      ", wrong)}\n";
    }

    private static string Difference(string first, string a, string second, string b)
    {
        string[] left = a.Split('\n'), right = b.Split('\n');
        return string.Concat(left.Except(right).Select(line => $"{first,8}: {line}\n"))
            + string.Concat(right.Except(left).Select(line => $"{second,8}: {line}\n"));
    }

    /// <summary>What FsCheck would print is told by <see cref="Tell"/>.</summary>
    private sealed class Quiet : IRunner
    {
        public void OnStartFixture(Type t)
        {
        }

        public void OnArguments(
            int ntest,
            Microsoft.FSharp.Collections.FSharpList<object> args,
            Microsoft.FSharp.Core.FSharpFunc<int, Microsoft.FSharp.Core.FSharpFunc<Microsoft.FSharp.Collections.FSharpList<object>, string>> every)
        {
        }

        public void OnShrink(Microsoft.FSharp.Collections.FSharpList<object> args, Microsoft.FSharp.Core.FSharpFunc<Microsoft.FSharp.Collections.FSharpList<object>, string> everyShrink)
        {
        }

        public void OnFinished(string name, FsCheck.TestResult testResult)
        {
        }
    }
}
