using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using TypedTasks.Analyzers;
using TypedTasks.Contract;

namespace TypedTasks.CodeFixes.Contract;

/// <summary>Writes the entry of a task, or of a payload type, as the build has it. The wire stays as it is.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class ContractEntryFixer : CodeFixProvider
{
    public override ImmutableArray<string> FixableDiagnosticIds { get; } =
        ImmutableArray.Create(DiagnosticIds.TT5001TaskMustBeDeclared, DiagnosticIds.TT5013ContractEntryMustBeCurrent);

    public override FixAllProvider GetFixAllProvider() => new ContractFixAll(ContractDocument.EditAsync);

    public override Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        if (ContractDocument.Of(context.Document.Project) is not null)
        {
            var title = context.Diagnostics[0].Id == DiagnosticIds.TT5001TaskMustBeDeclared ? $"Add to {WireContract.FileName}" : $"Write the entry in {WireContract.FileName} again";
            context.RegisterCodeFix(
                CodeAction.Create(title, cancel => ContractDocument.EditAsync(context.Document.Project, context.Diagnostics, cancel), equivalenceKey: nameof(ContractEntryFixer)),
                context.Diagnostics);
        }

        return Task.CompletedTask;
    }
}
