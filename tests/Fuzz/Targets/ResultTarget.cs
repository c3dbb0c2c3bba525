using TypedTasks.Envelopes;
using TypedTasks.Fuzz.Engine;
using TypedTasks.Fuzz.Mutation;

namespace TypedTasks.Fuzz.Targets;

/// <summary>A kept outcome, with keys and without.</summary>
internal sealed class ResultTarget : Target
{
    private readonly FailureTarget failures = new();

    public override string Name => "result";

    // Fixed: the exceptions of four refusals. Per byte: the texts of a failure, several times.
    public override Bound Bound => new(96 * 1024, 128);

    public override string Read(byte[] input)
    {
        KeptResult? read = ResultFormat.Read(input);
        string? open = ResultFormat.TryRead(input, null, Keys.Id, out _);
        string? why = ResultFormat.TryRead(input, Keys.Strict, Keys.Id, out KeptResult? strict);
        if (strict?.Value is not null && read?.Value is not null)
        {
            throw new InvalidOperationException("A plain value was taken where a seal is required.");
        }

        return $"{read?.IsCompleted} {read?.Failure?.Reason is null} {strict?.IsCompleted} {open} {why} {strict?.Failure?.Message}";
    }

    public override byte[] Write(Random random) => random.Next(3) switch
    {
        0 => ResultFormat.WriteValue([0x92, 0x01, 0xA1, 0x61], null, Keys.Id),
        1 => ResultFormat.WriteValue([0x92, 0x01, 0xA1, 0x61], Keys.Strict, Keys.Id),
        _ => [0x92, 0x02, .. failures.Write(random)],
    };

    public override byte[] Mutate(Random random, byte[] input, byte[] other) => MessagePackMutation.Of(random, input, 0, other, 0);
}
