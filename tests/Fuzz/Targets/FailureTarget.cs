using TypedTasks.Envelopes;
using TypedTasks.Envelopes.Sealing;
using TypedTasks.Fuzz.Engine;
using TypedTasks.Fuzz.Mutation;

namespace TypedTasks.Fuzz.Targets;

/// <summary>The record of a failure, read, opened with keys and without, and written again.</summary>
internal sealed class FailureTarget : Target
{
    public override string Name => "failure";

    // Fixed: the exceptions of three refusals. Per byte: texts of two bytes a byte, read, opened and written again.
    public override Bound Bound => new(64 * 1024, 128);

    public override string Read(byte[] input)
    {
        if (FailureFormat.Read(input) is not { } failure)
        {
            return "none";
        }

        Failure open = FailureFormat.Open(failure, null, SealPurpose.Failure, Keys.Id);
        Failure strict = FailureFormat.Open(failure, Keys.Strict, SealPurpose.Failure, Keys.Id);
        _ = FailureFormat.Read(FailureFormat.Write(open));
        return $"{open.Reason is null} {open.ErrorType is null} {open.StackTrace is null} {open.Sealed is null} {strict.Message}";
    }

    public override byte[] Write(Random random)
    {
        var failure = new Failure(
            random.Next(2) == 0 ? null : BuryReason.Poison, random.Next(2) == 0 ? null : "System.Exception", "It fäiled.", random.Next(2) == 0 ? null : "at X\nat Y",
            DateTimeOffset.FromUnixTimeMilliseconds(random.NextInt64(4_000_000_000_000)));
        return FailureFormat.Write(random.Next(2) == 0 ? failure : FailureFormat.Seal(failure, Keys.Strict, SealPurpose.Failure, Keys.Id));
    }

    public override byte[] Mutate(Random random, byte[] input, byte[] other) => MessagePackMutation.Of(random, input, 0, other, 0);
}
