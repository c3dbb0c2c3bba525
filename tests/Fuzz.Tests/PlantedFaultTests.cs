using TypedTasks.Fuzz.Engine;
using TypedTasks.Fuzz.Mutation;

namespace TypedTasks.Fuzz.Tests;

/// <summary>What the fuzzer is for: readers that are wrong on purpose are found out within a few thousand inputs.</summary>
public sealed class PlantedFaultTests
{
    private static readonly byte[] Valid = [0x93, 0x01, 0xA3, 0x61, 0x62, 0x63, 0xC4, 0x02, 0x00, 0x01];

    [Fact]
    public void A_reader_that_trusts_a_count_is_found_and_its_input_made_small()
    {
        Finding found = Find(new Planted(static (input, _) =>
        {
            foreach (MessagePackValue value in MessagePackValue.In(input, 0))
            {
                if (input[value.Start] == 0xDC && input.Length >= value.Body)
                {
                    GC.KeepAlive(new long[(input[value.Start + 1] << 8) | input[value.Start + 2]]);
                }
            }
        }));
        Assert.Equal(FindingKind.Memory, found.Kind);
        Assert.InRange(found.Input.Length, 1, 3);
    }

    [Fact]
    public void A_reader_that_runs_past_the_end_is_found_and_its_input_made_small()
    {
        Finding found = Find(new Planted(static (input, _) =>
        {
            for (int at = 0; at < input.Length; at++)
            {
                if (input[at] == 0xC4)
                {
                    GC.KeepAlive(input[at + 1 + input[at + 1]]);
                }
            }
        }));
        Assert.Equal(FindingKind.Exception, found.Kind);
        Assert.StartsWith(typeof(IndexOutOfRangeException).FullName!, found.Text, StringComparison.Ordinal);
        Assert.InRange(found.Input.Length, 1, 3);
    }

    [Fact]
    public void A_reader_that_stands_still_is_found()
    {
        using var stop = new CancellationTokenSource();
        Finding found = Find(
            new Planted(
                static (input, stop) =>
                {
                    // A length of 0 is no step forward.
                    for (int at = 0; at < input.Length && !stop.IsCancellationRequested;)
                    {
                        at += input[at];
                    }
                },
                stop.Token),
            TimeSpan.FromMilliseconds(500));
        stop.Cancel();
        Assert.Equal(FindingKind.Hang, found.Kind);
        Assert.Contains((byte)0, found.Input);
    }

    [Fact]
    public void A_reader_without_fault_is_not_accused()
    {
        FuzzReport report = Run(new Planted(static (_, _) => { }), FuzzBudget.Hang);
        Assert.Null(report.Finding);
        Assert.Equal(20_000, report.Inputs);
    }

    [Fact]
    public void An_exception_that_the_documentation_names_is_no_finding()
    {
        FuzzReport report = Run(new Planted(static (input, _) => throw new FormatException(input.Length > 3 ? "long" : "short")), FuzzBudget.Hang);
        Assert.Null(report.Finding);
        Assert.Equal(2, report.Learned);
    }

    [Fact]
    public void An_input_is_made_as_small_as_its_fault_allows()
    {
        var target = new Planted(static (input, _) =>
        {
            if (input.AsSpan().IndexOf("ab"u8) >= 0)
            {
                throw new NotSupportedException($"{input.Length} bytes");
            }
        });
        byte[] large = [.. Enumerable.Repeat((byte)7, 500), .. "ab"u8, .. Enumerable.Repeat((byte)8, 300)];
        Finding small = Shrinker.Shrink(target, Trial.Of(target, large, out _)!, static () => { });
        Assert.Equal("ab"u8.ToArray(), small.Input);
    }

    private static Finding Find(Target target, TimeSpan? hangsAfter = null)
    {
        Finding? found = Run(target, hangsAfter ?? FuzzBudget.Hang).Finding;
        Assert.NotNull(found);
        return found;
    }

    private static FuzzReport Run(Target target, TimeSpan hangsAfter) =>
        new Fuzzing(target, new FuzzBudget(Seed: 1, MaxInputs: 20_000, TimeSpan.MaxValue, hangsAfter)).Run([Valid]);

    /// <summary>A reader that is wrong.</summary>
    private sealed class Planted(Action<byte[], CancellationToken> read, CancellationToken stop = default) : Target
    {
        public override string Name => "planted";

        public override Bound Bound => new(64 * 1024, 64);

        public override string Read(byte[] input)
        {
            read(input, stop);
            return "read";
        }

        public override bool Allows(Exception error) => error is FormatException;

        public override byte[] Mutate(Random random, byte[] input, byte[] other) => MessagePackMutation.Of(random, input, 0, other, 0);
    }
}
