using TypedTasks.Fuzz.Engine;
using TypedTasks.Fuzz.Targets;

namespace TypedTasks.Fuzz.Tests;

/// <summary>The short form of ./do fuzz: so many inputs by fixed seeds, the same in every run.</summary>
public sealed class BoundedFuzzTests
{
    public static TheoryData<string> Names => CorpusTests.Names;

    [Theory, MemberData(nameof(Names))]
    public void A_bounded_number_of_mutated_inputs_finds_nothing(string name)
    {
        Target target = AllTargets.Make().Single(one => one.Name == name);
        FuzzReport report = new Fuzzing(target, new FuzzBudget(Seed: 1, Inputs(name), TimeSpan.MaxValue, FuzzBudget.Hang)).Run([.. Corpus.Of(name).Select(static one => one.Bytes)]);
        Assert.True(report.Finding is null, $"{report.Finding?.Text}\n{(report.Finding is { } finding ? Convert.ToHexString(finding.Input) : string.Empty)}");
        Assert.True(report.Inputs >= Inputs(name));
    }

    [Fact]
    public void The_same_seed_gives_the_same_inputs()
    {
        var (one, two) = (new Recording(), new Recording());
        foreach (Recording target in (Recording[])[one, two])
        {
            new Fuzzing(target, new FuzzBudget(7, 2000, TimeSpan.MaxValue, FuzzBudget.Hang)).Run([[1, 2, 3]]);
        }

        Assert.Equal(one.Sum, two.Sum);
    }

    // About a second each on one core.
    private static long Inputs(string name) => name is "payload" or "contract" or "parked" ? 5_000 : 10_000;

    /// <summary>Adds up what it reads.</summary>
    private sealed class Recording : Target
    {
        public override string Name => "recording";

        public override Bound Bound => new(64 * 1024, 64);

        public long Sum { get; private set; }

        public override string Read(byte[] input)
        {
            foreach (byte one in input)
            {
                Sum = unchecked((Sum * 31) + one + 1);
            }

            return input.Length.ToString(System.Globalization.CultureInfo.InvariantCulture);
        }

        public override byte[] Mutate(Random random, byte[] input, byte[] other) => Mutation.BytesMutation.Of(random, input, other);
    }
}
