using Microsoft.CodeAnalysis;
using TypedTasks.Roslyn;

namespace TypedTasks.Analyzers;

/// <summary>Where the squiggle of a problem belongs: the option, the parameter, the method or the type that is to blame.</summary>
internal static class TaskProblemLocation
{
    public static Location Of(TaskProblem problem, IMethodSymbol method, CancellationToken cancel)
    {
        if (problem.Option is { } option && OptionSyntax.Of(KnownTypes.TaskAttributeOf(method), option, cancel) is { } argument)
        {
            return argument.GetLocation();
        }

        if (problem.Kind == TaskProblemKind.InvalidAlias && AliasOf(method, problem.Path, cancel) is { } alias)
        {
            return alias;
        }

        return FirstInSource(problem.Guilty) ?? FirstInSource(method) ?? Location.None;
    }

    /// <summary>Of an alias that is there twice the last one is too many.</summary>
    private static Location? AliasOf(IMethodSymbol method, string? alias, CancellationToken cancel) => TaskAliases.AttributesOf(method)
        .LastOrDefault(attribute => (TaskAliases.NameOf(attribute) ?? string.Empty) == alias)?
        .ApplicationSyntaxReference?.GetSyntax(cancel).GetLocation();

    private static Location? FirstInSource(ISymbol symbol) => symbol.Locations.FirstOrDefault(static place => place.IsInSource);
}
