using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace TypedTasks.Analyzers.CallSite;

/// <summary>A loop that does nothing else than to await one Delay for each element, so that one <c>DelayMany</c> says the same.</summary>
internal sealed class DelayLoop
{
    private DelayLoop(ILocalSymbol element, IInvocationOperation sending, IOperation? token, bool configured) =>
        (Element, Sending, Token, IsConfigured) = (element, sending, token, configured);

    /// <summary>The variable of the loop.</summary>
    public ILocalSymbol Element { get; }

    /// <summary>The Delay.</summary>
    public IInvocationOperation Sending { get; }

    /// <summary>The token that the Delay was given, or null.</summary>
    public IOperation? Token { get; }

    /// <summary>Whether <c>ConfigureAwait</c> stands behind it.</summary>
    public bool IsConfigured { get; }

    /// <summary>The loop as such a one, or null.</summary>
    public static DelayLoop? From(ILoopOperation loop, SendingTypes types)
    {
        if (loop is not IForEachLoopOperation { IsAsynchronous: false, LoopControlVariable: IVariableDeclaratorOperation { Symbol: var element } } each
            || !IsSequenceOf(each.Collection, element.Type)
            || Only(each.Body) is not IExpressionStatementOperation { Operation: IAwaitOperation { Operation: var awaited } })
        {
            return null;
        }

        var configured = awaited is IInvocationOperation { TargetMethod.Name: "ConfigureAwait" };
        if (configured)
        {
            awaited = ((IInvocationOperation)awaited).Instance!;
        }

        if (awaited is not IInvocationOperation { TargetMethod.Name: "Delay" } sending || !types.Sends(sending.TargetMethod))
        {
            return null;
        }

        var token = sending.Arguments.FirstOrDefault(static one => one is { ArgumentKind: ArgumentKind.Explicit, Parameter: { Name: "cancellationToken", Type.Name: "CancellationToken" } })?.Value;

        // Proxy, client and token are asked once for all: they must not hang on the element. The rest moves into a lambda.
        var target = types.IsCall(sending.Instance?.Type) ? null : sending.Instance;
        return Uses(target, element) || Uses(token, element) || !FitsIntoALambda(sending)
            ? null
            : new DelayLoop(element, sending, token, configured);
    }

    private static IOperation? Only(IOperation? body) => body switch
    {
        IBlockOperation { Operations: [var only] } => only,
        IBlockOperation => null,
        _ => body,
    };

    /// <summary>Elements of another type are converted by the loop, those of a span cannot be asked for by LINQ.</summary>
    private static bool IsSequenceOf(IOperation collection, ITypeSymbol element)
    {
        while (collection is IConversionOperation { IsImplicit: true, OperatorMethod: null } conversion)
        {
            collection = conversion.Operand;
        }

        var sequences = collection.Type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Collections_Generic_IEnumerable_T } itself
            ? [itself]
            : collection.Type?.AllInterfaces.Where(static one => one.OriginalDefinition.SpecialType == SpecialType.System_Collections_Generic_IEnumerable_T).ToList() ?? [];
        return sequences is [var sequence] && SymbolEqualityComparer.Default.Equals(sequence.TypeArguments[0], element);
    }

    private static bool Uses(IOperation? operation, ILocalSymbol element) => operation is not null
        && operation.DescendantsAndSelf().Any(one => one is ILocalReferenceOperation { Local: var local } && SymbolEqualityComparer.Default.Equals(local, element));

    private static bool FitsIntoALambda(IOperation operation) => operation.DescendantsAndSelf().All(static one => one switch
    {
        IAwaitOperation or IDeclarationExpressionOperation or IDeclarationPatternOperation => false,
        ILocalReferenceOperation { Local: var local } => !local.IsRef && local.Type is { IsRefLikeType: false },
        IParameterReferenceOperation { Parameter: var parameter } => parameter.RefKind == RefKind.None && parameter.Type is { IsRefLikeType: false }
            && parameter.ContainingSymbol is not IMethodSymbol { MethodKind: MethodKind.Constructor, ContainingType.IsValueType: true },
        IInstanceReferenceOperation { ReferenceKind: InstanceReferenceKind.ContainingTypeInstance, Type.IsValueType: true } => false,
        _ => true,
    });
}
