using System.Collections.Immutable;
using System.Composition;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using TypedTasks.Analyzers;
using TypedTasks.Roslyn;

namespace TypedTasks.CodeFixes.Options;

/// <summary>Writes a duration in our units where it has a unit of its own: <c>30 sec</c> becomes <c>30s</c>. A bare number could be anything.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class DurationMustBeValidFixer : CodeFixProvider
{
    private const string Title = "Write the unit as ms, s, m, h or d";

    private static readonly Regex Amount = new(@"^\s*(\d+(?:\.\d+)?)\s*([a-zA-Z]+)\.?\s*$", RegexOptions.CultureInvariant);

    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(DiagnosticIds.TT1003DurationMustBeValid);

    public override FixAllProvider GetFixAllProvider() => OneAfterTheOther.With(RewriteAsync);

    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        if (await RewriteAsync(context.Document, context.Span.Start, context.CancellationToken).ConfigureAwait(false) is { } fixedDocument)
        {
            context.RegisterCodeFix(CodeAction.Create(Title, _ => Task.FromResult(fixedDocument), equivalenceKey: Title), context.Diagnostics);
        }
    }

    private static Task<Document?> RewriteAsync(Document document, int position, CancellationToken cancel) =>
        OptionText.ReplaceAsync(document, position, static (_, text) => Rewrite(text), cancel);

    private static string? Rewrite(string text) =>
        Amount.Match(text) is { Success: true } match && Unit(match.Groups[2].Value) is { } unit
        && match.Groups[1].Value + unit is var rewritten && DurationLiteral.TryParse(rewritten, out var duration) && duration > TimeSpan.Zero && rewritten != text
            ? rewritten
            : null;

    /// <summary>Of a capital M nobody knows whether it means minutes or months.</summary>
    private static string? Unit(string word) => word == "M" ? null : word.ToLowerInvariant() switch
    {
        "ms" or "msec" or "msecs" or "millis" or "millisecond" or "milliseconds" => "ms",
        "s" or "sec" or "secs" or "second" or "seconds" => "s",
        "m" or "min" or "mins" or "minute" or "minutes" => "m",
        "h" or "hr" or "hrs" or "hour" or "hours" => "h",
        "d" or "day" or "days" => "d",
        _ => null,
    };
}
