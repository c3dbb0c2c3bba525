using System.Collections.Immutable;
using FsCheck;
using FsCheck.Fluent;
using TypedTasks.Brokers;
using TypedTasks.Envelopes;

namespace TypedTasks.Model.Tests.Steps;

/// <summary>Makes programs: FsCheck gives the seed and the length, and shrinks a program that fails.</summary>
public static class Programs
{
    private const int Longest = 40;

    /// <summary>Programs of up to 40 steps.</summary>
    public static Arbitrary<Step[]> All { get; } = Arb.From(
        from seed in Gen.Choose(0, int.MaxValue)
        from length in Gen.Choose(1, Longest)
        select new ProgramMaker(new Random(seed)).Make(length),
        Shrink);

    /// <summary>Programs that do less, the shortest first: without a run of steps, then with one step made simpler.</summary>
    public static IEnumerable<Step[]> Shrink(Step[] program)
    {
        ArgumentNullException.ThrowIfNull(program);
        for (int length = program.Length; length > 0; length /= 2)
        {
            for (int from = program.Length - length; from >= 0; from -= length)
            {
                yield return [.. program[..from], .. program[(from + length)..]];
            }
        }

        for (int i = 0; i < program.Length; i++)
        {
            foreach (Step simpler in program[i].Simpler())
            {
                yield return [.. program[..i], simpler, .. program[(i + 1)..]];
            }
        }
    }

    /// <summary>Whether a task is sent more than once and not remembered by the broker.</summary>
    public static bool SendsAgain(IReadOnlyList<Step> program) => program
        .SelectMany(static step => step.Twice ? step.Sends.Concat(step.Sends) : step.Sends)
        .GroupBy(static item => item.Task)
        .Any(static same => same.Count() > 1);

    /// <summary>The lanes that a step names.</summary>
    public static IEnumerable<Lane> LanesOf(Step step) => step switch
    {
        Enqueue enqueue => enqueue.Items.Select(static item => item.Lane),
        Take take => take.Lanes,
        Settle settle => settle.Parts.Select(static part => part.Lane),
        _ => [],
    };
}
