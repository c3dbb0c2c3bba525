using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using TypedTasks.Analyzers;
using TypedTasks.Contract;

namespace TypedTasks.CodeFixes.Contract;

/// <summary>Takes a task that is gone out of the contract file and writes <c>retired</c> in its place.</summary>
/// <remarks>One at a time: that no message of a name can come any more is a decision about that name.</remarks>
[ExportCodeFixProvider(LanguageNames.CSharp, DocumentKinds = [nameof(TextDocumentKind.AdditionalDocument)], DocumentExtensions = [".txt"]), Shared]
public sealed class RemovedTaskMustBeRetiredFixer : CodeFixProvider
{
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(DiagnosticIds.TT5002RemovedTaskMustBeRetired);

    public override FixAllProvider? GetFixAllProvider() => null;

    public override Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        var project = context.TextDocument.Project;
        context.RegisterCodeFix(
            CodeAction.Create($"Retire in {WireContract.FileName}", cancel => ContractDocument.RetireAsync(project, context.Diagnostics, cancel), equivalenceKey: nameof(RemovedTaskMustBeRetiredFixer)),
            context.Diagnostics);
        return Task.CompletedTask;
    }
}
