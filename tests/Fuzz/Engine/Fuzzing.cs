using System.Diagnostics;

namespace TypedTasks.Fuzz.Engine;

/// <summary>How long and with which chance.</summary>
/// <param name="Seed">The same seed gives the same inputs.</param>
/// <param name="MaxInputs">How many.</param>
/// <param name="MaxTime">Or how long, whichever ends first.</param>
/// <param name="HangsAfter">When an input that does not come back counts as a hang.</param>
internal sealed record FuzzBudget(int Seed, long MaxInputs, TimeSpan MaxTime, TimeSpan HangsAfter)
{
    /// <summary>Every input takes microseconds; a machine that stands still for this long is hung itself.</summary>
    public static readonly TimeSpan Hang = TimeSpan.FromSeconds(10);
}

/// <summary>What came of it.</summary>
/// <param name="Inputs">How many inputs were read.</param>
/// <param name="Learned">How many of them came out in a new way.</param>
/// <param name="Elapsed">How long it took.</param>
/// <param name="Finding">The first fault, smaller where it could be made smaller; null where there is none.</param>
internal sealed record FuzzReport(long Inputs, int Learned, TimeSpan Elapsed, Finding? Finding);

/// <summary>Mutates and reads until the budget is spent or something is found.</summary>
internal sealed class Fuzzing(Target target, FuzzBudget budget)
{
    // Small, so that recursion which follows the input shows itself while inputs are small.
    private const int Stack = 256 * 1024;
    private const int FreshOneIn = 4;

    private readonly Stopwatch clock = Stopwatch.StartNew();
    private byte[] current = [];
    private long inputs;
    private int learned;
    private Finding? finding;

    /// <summary>Where the current input is left, so that it is known also when the process dies of it; null leaves it nowhere.</summary>
    public LastInput? Last { get; init; }

    /// <summary>Runs on a thread of its own, watched from this one: a thread that hangs is left behind.</summary>
    public FuzzReport Run(IReadOnlyList<byte[]> corpus)
    {
        var thread = new Thread(() => Loop(corpus), Stack) { IsBackground = true, Name = target.Name };
        thread.Start();
        long seen = -1;
        while (!thread.Join(budget.HangsAfter))
        {
            long now = Interlocked.Read(ref inputs);
            if (now == seen)
            {
                return Report(new Finding(FindingKind.Hang, $"Not read within {budget.HangsAfter.TotalSeconds:0.#} s.", Volatile.Read(ref current)));
            }

            seen = now;
        }

        return Report(finding);
    }

    private FuzzReport Report(Finding? found) => new(Interlocked.Read(ref inputs), learned, clock.Elapsed, found);

    private void Loop(IReadOnlyList<byte[]> corpus)
    {
        var random = new Random(budget.Seed);
        var pool = new Pool(corpus);
        foreach (byte[] input in corpus)
        {
            if (IsFound(input, pool, random))
            {
                return;
            }
        }

        while (inputs < budget.MaxInputs && clock.Elapsed < budget.MaxTime)
        {
            if (IsFound(Next(random, pool), pool, random))
            {
                return;
            }
        }
    }

    private byte[] Next(Random random, Pool pool)
    {
        byte[] from = (random.Next(FreshOneIn) == 0 ? target.Write(random) : null) ?? pool.Pick(random);
        byte[] input = from;
        for (int left = random.Next(4); left >= 0; left--)
        {
            byte[] next = target.Mutate(random, input, pool.Pick(random));
            input = next.Length <= target.MaxLength ? next : next[..target.MaxLength];
        }

        return input;
    }

    private bool IsFound(byte[] input, Pool pool, Random random)
    {
        Volatile.Write(ref current, input);
        Last?.Set(input);
        Finding? found = Trial.Of(target, input, out string outcome);
        if (found is not null)
        {
            finding = Shrinker.Shrink(target, found, () => Interlocked.Increment(ref inputs));
            return true;
        }

        pool.Learn(input, outcome, random);
        learned = pool.Learned;
        Interlocked.Increment(ref inputs);
        return false;
    }
}
