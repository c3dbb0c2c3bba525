using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using TypedTasks.Roslyn;

namespace TypedTasks.Analyzers.Payload;

/// <summary>An argument that is called like a secret and may be printed like any other.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class SecretMustBeSensitiveAnalyzer : DiagnosticAnalyzer
{
    internal static readonly DiagnosticDescriptor Rule = new(
        DiagnosticIds.TT2008SecretMustBeSensitive,
        "Secret must be sensitive",
        "'{0}' looks like a secret that travels with the task {1}: mark it [Sensitive], so that it is not printed, or pass a reference to where it is kept",
        RuleCategories.Payload,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "The generated record of the arguments prints them all, and so does every log that is given it. [Sensitive] puts *** in the place of a value.",
        helpLinkUri: RuleHelpUri.For(DiagnosticIds.TT2008SecretMustBeSensitive));

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = ImmutableArray.Create(Rule);

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterCompilationStartAction(static start =>
        {
            if (start.Compilation.GetTypeByMetadataName(Sensitivity.Attribute) is not null)
            {
                // Ten tasks that carry one type are one secret.
                var told = new ConcurrentDictionary<ISymbol, bool>(SymbolEqualityComparer.Default);
                start.RegisterSymbolAction(symbol => Analyze(symbol, told), SymbolKind.Method);
            }
        });
    }

    private static void Analyze(SymbolAnalysisContext context, ConcurrentDictionary<ISymbol, bool> told)
    {
        var task = (IMethodSymbol)context.Symbol;
        if (!KnownTypes.IsTask(task))
        {
            return;
        }

        foreach (var parameter in task.Parameters.Where(static one => TaskParameterRoles.Of(one) == TaskParameterRole.Argument && !one.Has(Sensitivity.Attribute)))
        {
            Tell(parameter, parameter.Type);
            foreach (var shape in PayloadShapes.Of(context.Compilation).Walk(parameter.Type).Shapes)
            {
                foreach (var member in shape.Contract?.Members ?? [])
                {
                    if (!Sensitivity.IsMarked(member))
                    {
                        Tell(member.Symbol, member.Type);
                    }
                }

                foreach (var (member, type) in WrittenByItsSerializer(shape))
                {
                    if (!Sensitivity.IsMarked(member))
                    {
                        Tell(member, type);
                    }
                }
            }
        }

        void Tell(ISymbol symbol, ITypeSymbol type)
        {
            if (SecretNames.IsSecret(symbol.Name)
                && CanHoldASecret(type)
                && symbol.Locations.FirstOrDefault(static place => place.IsInSource) is { } place
                && told.TryAdd(symbol, true))
            {
                context.ReportDiagnostic(Diagnostic.Create(Rule, place, symbol.Name, task.Name));
            }
        }
    }

    /// <summary>What of a type is public and may be what its serializer writes: nobody but the serializer knows.</summary>
    private static IEnumerable<(ISymbol Member, ITypeSymbol Type)> WrittenByItsSerializer(PayloadShape shape) => shape.Kind != PayloadKind.Custom ? [] :
        from one in shape.Type.GetMembers()
        where one is { IsStatic: false, DeclaredAccessibility: Accessibility.Public }
        let type = one switch { IPropertySymbol property => property.Type, IFieldSymbol field => field.Type, _ => null }
        where type is not null
        select (one, type);

    /// <summary>Text and bytes: a flag or a number that is called so tells about a secret.</summary>
    private static bool CanHoldASecret(ITypeSymbol type) => type switch
    {
        { SpecialType: SpecialType.System_String } => true,
        IArrayTypeSymbol { ElementType.SpecialType: SpecialType.System_Byte or SpecialType.System_Char or SpecialType.System_String } => true,
        INamedTypeSymbol { Name: "ReadOnlyMemory" or "Memory", TypeArguments: [{ SpecialType: SpecialType.System_Byte or SpecialType.System_Char }] } => true,
        _ => false,
    };
}
