using Microsoft.CodeAnalysis;

namespace TypedTasks.Roslyn;

/// <summary>Why a type cannot travel.</summary>
/// <param name="Kind">Which rule speaks.</param>
/// <param name="Reason">The second half of the sentence, without its full stop.</param>
/// <param name="Guilty">The member that is to blame, or null for the type itself.</param>
internal sealed record PayloadProblem(PayloadProblemKind Kind, string Reason, ISymbol? Guilty = null)
{
    /// <summary>The type has no form on the wire, and no better rule says why.</summary>
    public static PayloadProblem NotSerializable(string reason, ISymbol? guilty = null) => new(PayloadProblemKind.NotSerializable, reason, guilty);
}
