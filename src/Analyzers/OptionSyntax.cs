using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace TypedTasks.Analyzers;

/// <summary>Where an option is written.</summary>
internal static class OptionSyntax
{
    /// <summary>The argument of <c>[Task(...)]</c> that sets an option, or null.</summary>
    public static AttributeArgumentSyntax? Of(AttributeData? attribute, string option, CancellationToken cancel) =>
        (attribute?.ApplicationSyntaxReference?.GetSyntax(cancel) as AttributeSyntax)?.ArgumentList?.Arguments
            .FirstOrDefault(argument => argument.NameEquals?.Name.Identifier.ValueText == option);
}
