using Microsoft.CodeAnalysis.Text;
using TypedTasks.Generators.Model;

namespace TypedTasks.Generators.Emitting;

/// <summary>The extension methods that users call.</summary>
internal static class RegistrationEmitter
{
    private const string Builder = "global::TypedTasks.Dispatch.ITypedTasksBuilder";

    public static SourceText Emit(AssemblyModel assembly, bool hasTasks)
    {
        var writer = new SourceWriter();
        writer.Head()
            .Open("namespace Microsoft.Extensions.DependencyInjection")
            .Open($"""
                /// <summary>Registers the tasks of {assembly.Name}.</summary>
                {SourceWriter.GeneratedCode}
                public static class {(char.IsDigit(assembly.Registration[0]) ? "_" : "")}{assembly.Registration}TasksRegistration
                """);
        if (hasTasks)
        {
            writer.Lines($"""
                /// <summary>Adds the tasks of {assembly.Name}. Adding them again does nothing.</summary>
                /// <param name="builder">What <c>AddTypedTasks()</c> returned.</param>
                /// <returns>The same builder.</returns>
                public static {Builder} Add{assembly.Registration}Tasks(this {Builder} builder) =>
                    builder.AddModule(global::{assembly.Namespace}.Tasks.Instance);

                """);
        }

        writer.Lines($"""
            /// <summary>Adds the tasks of {assembly.Name} and of every assembly that it references. Adding them again does nothing.</summary>
            /// <param name="builder">What <c>AddTypedTasks()</c> returned.</param>
            /// <returns>The same builder.</returns>
            """);
        writer.Open($"public static {Builder} Add{assembly.Registration}TasksAndReferenced(this {Builder} builder)");
        if (hasTasks)
        {
            writer.Line($"builder.AddModule(global::{assembly.Namespace}.Tasks.Instance);");
        }

        foreach (string module in assembly.Referenced)
        {
            writer.Line($"builder.AddModule({module}.Instance);");
        }

        return writer.Line("return builder;").Close().Close().Close().ToSource();
    }
}
