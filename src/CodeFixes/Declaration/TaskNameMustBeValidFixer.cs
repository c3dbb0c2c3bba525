using System.Collections.Immutable;
using System.Composition;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using TypedTasks.Analyzers;
using TypedTasks.Roslyn;

namespace TypedTasks.CodeFixes.Declaration;

/// <summary>Writes a hyphen for what a name on the wire may not hold, and an identifier for a proxy.</summary>
/// <remarks>No message can have the old name yet: a task without a valid name has never been sent.</remarks>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class TaskNameMustBeValidFixer : CodeFixProvider
{
    private const string Title = "Leave out what is not allowed";

    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(DiagnosticIds.TT0009TaskNameMustBeValid);

    public override FixAllProvider GetFixAllProvider() => OneAfterTheOther.With(RenameAsync);

    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        if (await RenameAsync(context.Document, context.Span.Start, context.CancellationToken).ConfigureAwait(false) is { } fixedDocument)
        {
            context.RegisterCodeFix(CodeAction.Create(Title, _ => Task.FromResult(fixedDocument), equivalenceKey: Title), context.Diagnostics);
        }
    }

    private static Task<Document?> RenameAsync(Document document, int position, CancellationToken cancel) => OptionText.ReplaceAsync(
        document,
        position,
        static (option, text) => option switch
        {
            nameof(TaskOptions.Name) => OptionText.Hyphenate(text, static c => WireNames.IsTask(c.ToString())) is { } name && WireNames.IsTask(name) ? name : null,
            nameof(TaskOptions.Proxy) => Identifier(text),
            _ => null,
        },
        cancel);

    /// <summary><c>send mail</c> becomes <c>SendMail</c>.</summary>
    private static string? Identifier(string text)
    {
        var identifier = new StringBuilder(text.Length);
        var starts = false;
        foreach (var c in text)
        {
            var allowed = identifier.Length == 0 ? SyntaxFacts.IsIdentifierStartCharacter(c) : SyntaxFacts.IsIdentifierPartCharacter(c);
            if (allowed)
            {
                identifier.Append(starts ? char.ToUpperInvariant(c) : c);
            }

            starts = !allowed;
        }

        return SyntaxFacts.IsValidIdentifier(identifier.ToString()) ? identifier.ToString() : null;
    }
}
