using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using TypedTasks.Analyzers.CallSite;
using TypedTasks.Roslyn;

namespace TypedTasks.Analyzers.TaskBody;

/// <summary>A token that a call could take and does not get.</summary>
/// <param name="Parameter">The parameter that takes it.</param>
/// <param name="MustBeNamed">Whether it is not simply the next argument.</param>
internal readonly record struct MissingToken(string Parameter, bool MustBeNamed);

/// <summary>Finds asynchronous calls that take a token, by an optional parameter or in an overload, and are made without one.</summary>
internal static class TokenForwarding
{
    private const string Token = "System.Threading.CancellationToken";

    public static MissingToken? Missing(IInvocationOperation call, ISymbol within, Compilation compilation, SendingTypes? senders)
    {
        if (!IsAsynchronous(call.Type)
            || IsOnPurposeWithout(call, senders)
            || call.Arguments.Any(static one => one.ArgumentKind == ArgumentKind.ParamArray || (IsToken(one.Parameter) && one.ArgumentKind == ArgumentKind.Explicit)))
        {
            return null;
        }

        var omitted = call.Arguments.Where(static one => one.ArgumentKind == ArgumentKind.DefaultValue).ToList();
        if (omitted.FirstOrDefault(static one => IsToken(one.Parameter)) is { Parameter: { } optional })
        {
            return new(optional.Name, omitted.Any(one => one.Parameter!.Ordinal < optional.Ordinal));
        }

        return omitted.Count == 0
            && Overloads(call.TargetMethod).FirstOrDefault(one => Fits(one, call) && compilation.IsSymbolAccessibleWithin(one, within.ContainingType)) is { } overload
                ? new MissingToken(overload.Parameters[^1].Name, MustBeNamed: false)
                : null;
    }

    private static bool IsToken(IParameterSymbol? parameter) => parameter?.Type.Is(Token) == true;

    private static bool IsAsynchronous(ITypeSymbol? type) => Tasks.IsTask(type) || type.Is("System.Collections.Generic.IAsyncEnumerable`1");

    /// <summary>
    /// A send has a deadline of its own, and waiting for another task is another rule's; what is started keeps running; what cleans
    /// up must not be cut off.
    /// </summary>
    private static bool IsOnPurposeWithout(IInvocationOperation call, SendingTypes? senders) =>
        senders?.Sends(call.TargetMethod) == true
        || call.TargetMethod.ContainingType.Is("TypedTasks.TaskHandle`1")
        || call.TargetMethod.Name is "ContinueWith" or "StartNew" or "DisposeAsync"
        || (call.TargetMethod.Name == "Run" && call.TargetMethod.ContainingType.Is(Tasks.Task))
        || call.Parent is IArgumentOperation { Parent: IInvocationOperation { TargetMethod.Name: "WithCancellation" } }
        || call.Parent is IInvocationOperation { TargetMethod.Name: "WithCancellation" }
        || IsCleanUp(call);

    private static bool IsCleanUp(IOperation place)
    {
        var inner = place;
        foreach (var outer in place.Around())
        {
            if (outer is ICatchClauseOperation || (outer is ITryOperation attempt && attempt.Finally == inner))
            {
                return true;
            }

            inner = outer;
        }

        return false;
    }

    private static IEnumerable<IMethodSymbol> Overloads(IMethodSymbol method) =>
        from one in method.ContainingType.GetMembers(method.Name).OfType<IMethodSymbol>()
        where one.Parameters.Length == method.Parameters.Length + 1
            && IsToken(one.Parameters[^1])
            && one.IsStatic == method.IsStatic
            && one.Arity == method.Arity
            && !one.Has("System.ObsoleteAttribute")
        select one.Arity == 0 ? one : one.Construct(method.TypeArguments, method.TypeArgumentNullableAnnotations);

    private static bool Fits(IMethodSymbol overload, IInvocationOperation call)
    {
        var method = call.TargetMethod;
        for (var i = 0; i < method.Parameters.Length; i++)
        {
            if (!Same(overload.Parameters[i].Type, method.Parameters[i].Type) || overload.Parameters[i].RefKind != method.Parameters[i].RefKind)
            {
                return false;
            }
        }

        // ValueTask<T> for Task<T> is the same to who awaits it at once.
        return Same(overload.ReturnType, method.ReturnType)
            || (call.Parent is IAwaitOperation && Tasks.IsTask(overload.ReturnType) && Tasks.IsTask(method.ReturnType)
                && Same(Tasks.ResultOf(overload.ReturnType), Tasks.ResultOf(method.ReturnType)));
    }

    private static bool Same(ITypeSymbol? one, ITypeSymbol? other) => SymbolEqualityComparer.Default.Equals(one, other);
}
