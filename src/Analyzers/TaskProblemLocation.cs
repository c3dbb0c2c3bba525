using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using TypedTasks.Roslyn;

namespace TypedTasks.Analyzers;

/// <summary>Where the squiggle of a problem belongs: the option, the parameter, the method or the type that is to blame.</summary>
internal static class TaskProblemLocation
{
    public static Location Of(TaskProblem problem, IMethodSymbol method, CancellationToken cancel)
    {
        if (problem.Option is { } option && OptionOf(method, option, cancel) is { } argument)
        {
            return argument;
        }

        return FirstInSource(problem.Guilty) ?? FirstInSource(method) ?? Location.None;
    }

    private static Location? OptionOf(IMethodSymbol method, string option, CancellationToken cancel)
    {
        var syntax = KnownTypes.TaskAttributeOf(method)?.ApplicationSyntaxReference?.GetSyntax(cancel) as AttributeSyntax;
        return syntax?.ArgumentList?.Arguments
            .FirstOrDefault(argument => argument.NameEquals?.Name.Identifier.ValueText == option)?
            .GetLocation();
    }

    private static Location? FirstInSource(ISymbol symbol) => symbol.Locations.FirstOrDefault(static place => place.IsInSource);
}
