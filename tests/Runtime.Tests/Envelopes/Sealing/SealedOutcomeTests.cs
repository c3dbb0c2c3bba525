using TypedTasks.Envelopes;
using TypedTasks.Envelopes.Sealing;

namespace TypedTasks.Runtime.Tests.Envelopes.Sealing;

/// <summary>Results and what is said of failures are a user's data too.</summary>
public sealed class SealedOutcomeTests
{
    private static readonly Failure Broken = new(
        BuryReason.Exhausted, "System.InvalidOperationException", "no luck", "at Shop", DateTimeOffset.FromUnixTimeMilliseconds(1_795_348_845_000));

    private static readonly byte[] Value = [0xA4, .. "done"u8];
    private static readonly TaskId OtherId = TaskId.Parse("01a2038e00800d0a00ff25225c7b0199");

    public static TheoryData<EnvelopeProtection> Protections => [EnvelopeProtection.Encrypt, EnvelopeProtection.Sign];

    private static Failure Reread(Failure failure) => FailureFormat.Read(FailureFormat.Write(failure))!;

    private static Failure Sealed(EnvelopeSeal seal, SealPurpose purpose = SealPurpose.Failure) => FailureFormat.Seal(Broken, seal, purpose, Seals.Id);

    [Theory]
    [MemberData(nameof(Protections))]
    public void A_failure_opens_as_it_was_sealed(EnvelopeProtection protection)
    {
        EnvelopeSeal seal = Seals.Both(protection);
        Failure kept = Reread(Sealed(seal));

        Assert.Equal((Broken.Reason, Broken.At, null, null), (kept.Reason, kept.At, kept.ErrorType, kept.StackTrace));
        Assert.Equal("What it says is sealed with key '2026-11'.", kept.Message);
        Assert.Equal(Broken, FailureFormat.Open(kept, seal, SealPurpose.Failure, Seals.Id));
    }

    [Fact]
    public void Without_keys_a_signed_failure_is_readable_and_an_encrypted_one_says_with_what()
    {
        Assert.Equal("no luck", FailureFormat.Open(Reread(Sealed(Seals.Both(EnvelopeProtection.Sign))), null, SealPurpose.Failure, Seals.Id).Message);
        Assert.Equal(
            "What it says is sealed with key '2026-11'.",
            FailureFormat.Open(Reread(Sealed(Seals.Both())), null, SealPurpose.Failure, Seals.Id).Message);
    }

    [Theory]
    [MemberData(nameof(Protections))]
    public void A_failure_opens_only_for_its_task_its_place_and_its_reason(EnvelopeProtection protection)
    {
        EnvelopeSeal seal = Seals.Both(protection);
        Failure kept = Reread(Sealed(seal));
        Failure[] wrong =
        [
            FailureFormat.Open(kept, seal, SealPurpose.Failure, OtherId),
            FailureFormat.Open(kept, seal, SealPurpose.KeptFailure, Seals.Id),
            FailureFormat.Open(kept with { Reason = BuryReason.Expired }, seal, SealPurpose.Failure, Seals.Id),
            FailureFormat.Open(kept with { At = kept.At.AddMilliseconds(1) }, seal, SealPurpose.Failure, Seals.Id),
            FailureFormat.Open(kept, Seals.Both(protection, space: "other"), SealPurpose.Failure, Seals.Id),
            FailureFormat.Open(kept, Seals.Of(Seals.Stranger(), protection), SealPurpose.Failure, Seals.Id),
        ];

        Assert.All(wrong, static failure => Assert.StartsWith("The record of this failure cannot be read: it is not what was sealed", failure.Message, StringComparison.Ordinal));
        Assert.Contains("not in the key ring", FailureFormat.Open(kept, Seals.Of(Seals.Old, protection), SealPurpose.Failure, Seals.Id).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_failure_without_a_seal_is_not_trusted_where_seals_are_required_but_for_what_a_broker_writes_itself()
    {
        Assert.Contains("carries no seal", FailureFormat.Open(Broken, Seals.Both(), SealPurpose.Failure, Seals.Id).Message, StringComparison.Ordinal);
        Assert.Equal(Broken, FailureFormat.Open(Broken, Seals.Both(acceptsPlain: true), SealPurpose.Failure, Seals.Id));
        var poison = new Failure(BuryReason.Poison, null, "It lapsed.", null, Broken.At);
        Assert.Equal(poison, FailureFormat.Open(poison, Seals.Both(), SealPurpose.Failure, Seals.Id));
    }

    [Theory]
    [MemberData(nameof(Protections))]
    public void A_result_opens_as_it_was_sealed_and_only_for_its_task(EnvelopeProtection protection)
    {
        EnvelopeSeal seal = Seals.Both(protection);
        byte[] bytes = ResultFormat.WriteValue(Value, seal, Seals.Id);

        Assert.True(ResultFormat.Read(bytes) is { IsCompleted: true, Value: null });
        Assert.Null(ResultFormat.TryRead(bytes, seal, Seals.Id, out KeptResult? kept));
        Assert.Equal(Value, kept!.Value!.Value.ToArray());
        Assert.Contains("it was changed, or belongs elsewhere", ResultFormat.TryRead(bytes, seal, OtherId, out _), StringComparison.Ordinal);
        Assert.Contains("not in the key ring", ResultFormat.TryRead(bytes, null, Seals.Id, out _), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Protections))]
    public void A_result_with_any_byte_changed_does_not_open(EnvelopeProtection protection)
    {
        EnvelopeSeal seal = Seals.Both(protection, acceptsPlain: true);
        byte[] bytes = ResultFormat.WriteValue(Value, seal, Seals.Id);
        for (int at = 1; at < bytes.Length; at++)
        {
            byte[] changed = [.. bytes];
            changed[at] ^= 0x40;
            string? why = ResultFormat.TryRead(changed, seal, Seals.Id, out KeptResult? kept);
            Assert.True(why is not null || kept?.Value is null, $"byte {at}");
        }
    }

    [Fact]
    public void A_result_without_a_seal_is_read_only_where_that_is_said()
    {
        byte[] plain = ResultFormat.WriteValue(Value);

        Assert.Contains("carries no seal", ResultFormat.TryRead(plain, Seals.Both(), Seals.Id, out _), StringComparison.Ordinal);
        Assert.Null(ResultFormat.TryRead(plain, Seals.Both(acceptsPlain: true), Seals.Id, out KeptResult? kept));
        Assert.Equal(Value, kept!.Value!.Value.ToArray());
    }

    [Fact]
    public void A_parked_failure_put_in_the_place_of_a_result_is_not_believed()
    {
        byte[] bytes = ResultFormat.WriteFailure(Sealed(Seals.Both()));

        Assert.Null(ResultFormat.TryRead(bytes, Seals.Both(), Seals.Id, out KeptResult? kept));
        Assert.Contains("belongs elsewhere", kept!.Failure!.Message, StringComparison.Ordinal);
    }
}
