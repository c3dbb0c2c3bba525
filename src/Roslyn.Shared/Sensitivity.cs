using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;

namespace TypedTasks.Roslyn;

/// <summary>What carries <c>[Sensitive]</c>, or leads to something that does: it is not printed.</summary>
internal static class Sensitivity
{
    public const string Attribute = "TypedTasks.SensitiveAttribute";

    private static readonly ConditionalWeakTable<PayloadWalk, StrongBox<bool>> OfWalks = new();

    /// <summary>Whether the argument must not be printed.</summary>
    public static bool Of(IParameterSymbol parameter, PayloadShapes shapes) =>
        parameter.Has(Attribute) || OfWalks.GetValue(shapes.Walk(parameter.Type), static walk => new StrongBox<bool>(Holds(walk))).Value;

    /// <summary>Whether a member says it: the property, or the parameter of the constructor that it comes from, as in a positional record.</summary>
    public static bool IsMarked(PayloadMember member) => member.Symbol.Has(Attribute) || member.Parameter?.Has(Attribute) == true;

    private static bool Holds(PayloadWalk walk) => walk.Shapes.Any(static shape => shape.Contract?.Members.Any(IsMarked) == true);
}
