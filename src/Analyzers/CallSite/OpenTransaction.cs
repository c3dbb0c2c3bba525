using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using TypedTasks.Roslyn;

namespace TypedTasks.Analyzers.CallSite;

/// <summary>Finds the transaction that is open at a place: declared before it in the same function, and not yet ended.</summary>
internal static class OpenTransaction
{
    private const string Scope = "System.Transactions.TransactionScope";
    private const string Suppress = "Suppress";

    private static readonly string[] Transactions = ["System.Data.IDbTransaction", "Microsoft.EntityFrameworkCore.Storage.IDbContextTransaction"];
    private static readonly string[] Ends = ["Commit", "CommitAsync", "Rollback", "RollbackAsync", "Dispose", "DisposeAsync"];

    /// <summary>The variable that holds the transaction around an operation, or null.</summary>
    public static ILocalSymbol? Around(IOperation place)
    {
        for (IOperation? child = place, parent = place.Parent; parent is not null; child = parent, parent = parent.Parent)
        {
            // What a lambda does it does when somebody calls it.
            if (parent is IAnonymousFunctionOperation or ILocalFunctionOperation)
            {
                return null;
            }

            var before = parent switch
            {
                IUsingOperation holder when holder.Body == child => [holder.Resources],
                IBlockOperation block => block.Operations.TakeWhile(one => one != child),
                _ => [],
            };
            if (before.SelectMany(Declared).LastOrDefault(one => !IsEnded(one, parent, place)) is { } open)
            {
                return open;
            }
        }

        return null;
    }

    private static IEnumerable<ILocalSymbol> Declared(IOperation statement)
    {
        var group = statement is IUsingDeclarationOperation disposed ? disposed.DeclarationGroup : statement as IVariableDeclarationGroupOperation;
        return group?.Declarations
            .SelectMany(static one => one.Declarators)
            .Where(static one => IsTransaction(one.Symbol.Type) && !IsSuppressed(one))
            .Select(static one => one.Symbol) ?? [];
    }

    private static bool IsTransaction(ITypeSymbol type) =>
        type.Is(Scope) || Transactions.Any(type.Is) || type.AllInterfaces.Any(static one => Transactions.Any(one.Is));

    /// <summary>A scope that hides the transaction around it.</summary>
    private static bool IsSuppressed(IVariableDeclaratorOperation declarator) => declarator.GetVariableInitializer()?.Value is { } value
        && value.DescendantsAndSelf().Any(static one => one is IFieldReferenceOperation { Field: { Name: Suppress, ContainingType.Name: "TransactionScopeOption" } });

    /// <summary>Whether the transaction is ended above the place. A scope is ended by Dispose alone: Complete is only a vote.</summary>
    private static bool IsEnded(ILocalSymbol transaction, IOperation within, IOperation place) => within.Descendants().Any(one =>
        one is IInvocationOperation { Instance: ILocalReferenceOperation { Local: var local } } end
        && SymbolEqualityComparer.Default.Equals(local, transaction)
        && Ends.Contains(end.TargetMethod.Name)
        && end.Syntax.Span.End <= place.Syntax.SpanStart);
}
