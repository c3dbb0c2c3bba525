using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using TypedTasks.Analyzers;
using TypedTasks.Roslyn;

namespace TypedTasks.CodeFixes.Options;

/// <summary>Writes a hyphen for what a queue name may not hold.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class QueueNameMustBeValidFixer : CodeFixProvider
{
    private const string Title = "Write a hyphen for what is not allowed";

    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(DiagnosticIds.TT1002QueueNameMustBeValid);

    public override FixAllProvider GetFixAllProvider() => OneAfterTheOther.With(HyphenateAsync);

    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        if (await HyphenateAsync(context.Document, context.Span.Start, context.CancellationToken).ConfigureAwait(false) is { } fixedDocument)
        {
            context.RegisterCodeFix(CodeAction.Create(Title, _ => Task.FromResult(fixedDocument), equivalenceKey: Title), context.Diagnostics);
        }
    }

    private static Task<Document?> HyphenateAsync(Document document, int position, CancellationToken cancel) => OptionText.ReplaceAsync(
        document,
        position,
        static (_, queue) => OptionText.Hyphenate(queue, static c => WireNames.IsQueue(c.ToString())) is { } name && WireNames.IsQueue(name) ? name : null,
        cancel);
}
