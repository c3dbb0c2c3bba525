using Microsoft.CodeAnalysis;
using TypedTasks.Generators.Emitting;
using TypedTasks.Generators.Model;
using TypedTasks.Generators.Parsing;
using TypedTasks.Roslyn;

namespace TypedTasks.Generators;

/// <summary>Writes proxies, serializers, the dispatch table and the registration for every method with <c>[Task]</c>.</summary>
/// <remarks>The pipeline and nothing else. It is silent: what it skips, the analyzers explain, and the module lists.</remarks>
[Generator(LanguageNames.CSharp)]
public sealed class TaskGenerator : IIncrementalGenerator
{
    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        IncrementalValueProvider<string?> registrationName = context.AnalyzerConfigOptionsProvider
            .Select(static (options, _) => AssemblyParser.RegistrationName(options));

        IncrementalValueProvider<AssemblyModel> assembly = context.CompilationProvider
            .Combine(registrationName)
            .Select(static (pair, _) => AssemblyParser.Parse(pair.Left, pair.Right))
            .WithTrackingName(TrackingNames.Assembly);

        IncrementalValuesProvider<ParsedTask> methods = context.SyntaxProvider
            .ForAttributeWithMetadataName(KnownTypes.TaskAttribute, static (_, _) => true, TaskParser.Parse)
            .Where(static one => one is not null)
            .Select(static (one, _) => one!)
            .WithTrackingName(TrackingNames.Methods);

        IncrementalValuesProvider<TaskModel> tasks = methods
            .Where(static one => one.Task is not null)
            .Select(static (one, _) => one.Task!)
            .WithTrackingName(TrackingNames.Tasks);

        IncrementalValueProvider<EquatableArray<SkippedModel>> skipped = methods
            .Where(static one => one.Skipped is not null)
            .Select(static (one, _) => one.Skipped!)
            .Collect()
            .Select(static (all, _) => Order.Skipped(all))
            .WithTrackingName(TrackingNames.Skipped);

        IncrementalValueProvider<EquatableArray<TableEntry>> entries = tasks
            .Select(static (one, _) => Order.EntryOf(one))
            .Collect()
            .Select(static (all, _) => Order.Entries(all));

        IncrementalValueProvider<CrossChecks> checks = entries
            .Select(static (all, _) => Order.Check(all))
            .WithTrackingName(TrackingNames.Checks);

        context.RegisterSourceOutput(
            tasks.Combine(assembly).Combine(checks).WithTrackingName(TrackingNames.TaskFiles),
            static (output, pair) =>
            {
                ((TaskModel task, AssemblyModel all), CrossChecks found) = pair;
                if (found.Refusal(task.WireName, task.Aliases) is null)
                {
                    output.AddSource(Order.FileOf(task.File, found), TaskEmitter.Emit(task, all));
                }
            });

        IncrementalValuesProvider<PayloadFile> payloads = methods
            .Select(static (one, _) => one.Payloads)
            .Collect()
            .SelectMany(static (all, _) => Order.Payloads(all.SelectMany(static one => one)))
            .WithTrackingName(TrackingNames.Payloads);

        context.RegisterSourceOutput(
            payloads.Combine(assembly).WithTrackingName(TrackingNames.PayloadFiles),
            static (output, pair) => output.AddSource(pair.Left.File, PayloadEmitter.Emit(pair.Left.Payload, pair.Right)));

        context.RegisterSourceOutput(
            entries.Combine(skipped).Combine(checks).Combine(assembly).WithTrackingName(TrackingNames.Table),
            static (output, pair) =>
            {
                (((EquatableArray<TableEntry> table, EquatableArray<SkippedModel> refused), CrossChecks found), AssemblyModel all) = pair;
                if (table.Count + refused.Count > 0)
                {
                    output.AddSource("_TaskTable.g.cs", TableEmitter.Emit(all, Order.Accepted(table, found), Order.Refused(table, refused, found)));
                }
            });

        IncrementalValueProvider<bool> hasTasks = entries.Combine(skipped).Select(static (pair, _) => pair.Left.Count + pair.Right.Count > 0);
        context.RegisterSourceOutput(
            hasTasks.Combine(assembly).WithTrackingName(TrackingNames.Registration),
            static (output, pair) =>
            {
                if (pair.Left || (pair.Right.IsExecutable && pair.Right.Referenced.Count > 0))
                {
                    output.AddSource("_TaskRegistration.g.cs", RegistrationEmitter.Emit(pair.Right, pair.Left));
                }
            });
    }
}
