using Microsoft.CodeAnalysis.Text;
using TypedTasks.Generators.Model;

namespace TypedTasks.Generators.Emitting;

/// <summary>One file an assembly: the module with its table of invokers, its skipped methods and the factories of its hosts.</summary>
internal static class TableEmitter
{
    public static SourceText Emit(AssemblyModel assembly, EquatableArray<TableEntry> entries, EquatableArray<SkippedModel> skipped)
    {
        var writer = new SourceWriter();
        writer.Head()
            .Line($"[assembly: global::TypedTasks.Dispatch.TaskModuleAttribute(typeof(global::{assembly.Namespace}.Tasks))]")
            .Line()
            .Open($"namespace {assembly.Namespace}")
            .Open($"""
                /// <summary>The tasks of {Escape(assembly.Name)}.</summary>
                {SourceWriter.GeneratedCode}
                {SourceWriter.Hidden}
                public sealed class Tasks : global::TypedTasks.Dispatch.TaskModule
                """);
        writer.Lines($$"""
            /// <summary>The module.</summary>
            public static Tasks Instance { get; } = new();

            private Tasks()
            {
            }

            /// <inheritdoc/>
            public override string Assembly => {{Text.Quote(assembly.Name)}};

            """);
        List(writer, "Invokers", "global::TypedTasks.Dispatch.TaskInvoker", entries.Select(static one => $"new {one.Invoker}(),"));
        List(writer, "Skipped", "global::TypedTasks.Dispatch.SkippedTask", skipped.Select(static one => $"new({Text.Quote(one.Method)}, {Text.Quote(one.Reason)}),"));
        Services(writer, entries);
        return writer.Close().Close().ToSource();
    }

    private static void List(SourceWriter writer, string name, string type, IEnumerable<string> items)
    {
        writer.Open($$"""
            /// <inheritdoc/>
            public override global::System.Collections.Generic.IReadOnlyList<{{type}}> {{name}} { get; } = new {{type}}[]
            """);
        foreach (string item in items)
        {
            writer.Line(item);
        }

        writer.Close(";").Line();
    }

    private static void Services(SourceWriter writer, EquatableArray<TableEntry> entries)
    {
        writer.Line("/// <inheritdoc/>").Retired(entries.Any(static one => one.HostRetired)).Open("""
            public override void AddServices(global::Microsoft.Extensions.DependencyInjection.IServiceCollection services)
            """);
        foreach (TableEntry host in entries
            .Where(static one => one.HostType is not null)
            .GroupBy(static one => one.HostType, StringComparer.Ordinal)
            .Select(static one => one.First())
            .OrderBy(static one => one.HostType, StringComparer.Ordinal))
        {
            string services = string.Join(", ", host.HostServices.Select(static one => ServiceEmitter.Take(one, "provider")));
            writer.Line($"global::Microsoft.Extensions.DependencyInjection.Extensions.ServiceCollectionDescriptorExtensions.TryAddScoped<{host.HostType}>(services, static provider => new {host.HostType}({services}));");
        }

        writer.Close();
    }

    private static string Escape(string name) => name.Replace("&", "&amp;").Replace("<", "&lt;");
}
