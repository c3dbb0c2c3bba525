using TypedTasks.Fuzz.Engine;

namespace TypedTasks.Fuzz.Targets;

/// <summary>Everything that reads what a stranger may have written.</summary>
internal static class AllTargets
{
    /// <summary>One of each, new: some remember what they wrote.</summary>
    public static IReadOnlyList<Target> Make() =>
    [
        new HeaderTarget(), new EnvelopeTarget(), new SealedEnvelopeTarget(), new SealedContentTarget(), new ParkedTarget(), new FailureTarget(), new ResultTarget(),
        new PayloadTarget(), new RespTarget(), new ContractTarget(),
    ];
}
