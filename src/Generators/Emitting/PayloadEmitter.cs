using Microsoft.CodeAnalysis.Text;
using TypedTasks.Generators.Model;
using TypedTasks.Roslyn;

namespace TypedTasks.Generators.Emitting;

/// <summary>One file a payload type: its <c>Write</c> and its <c>Read</c>.</summary>
internal static class PayloadEmitter
{
    public static SourceText Emit(PayloadModel payload, AssemblyModel assembly)
    {
        var writer = new SourceWriter();

        // One serializer serves T and T?: nullability is said where it is called.
        writer.Head(nullable: "disable").Open($"namespace {assembly.Namespace}.Payloads").Retired(payload.Retired).Open($"""
            {SourceWriter.GeneratedCode}
            {SourceWriter.Hidden}
            internal static class {payload.Name}
            """);
        writer.Open($"internal static void Write({Payloads.Writer}, {payload.Type} value)");
        Write(writer, payload);
        writer.Close().Line().Open($"internal static {payload.Type} Read({Payloads.Reader})");
        Read(writer, payload);
        writer.Close();
        if (payload is { Union: not null, Object: not null })
        {
            UnionEmitter.WriteAndReadItself(writer, payload, payload.Object);
        }

        return writer.Close().Close().ToSource();
    }

    private static void Write(SourceWriter writer, PayloadModel payload)
    {
        string? nil = payload switch
        {
            { Kind: PayloadKind.Nullable } => "value is null",
            { Collection: { } collection } => collection.IsNil,
            _ => payload.IsReferenceType ? "value is null" : null,
        };
        if (nil is not null)
        {
            writer.Open($"if ({nil})").Line("writer.WriteNil();").Line("return;").Close().Line();
        }

        switch (payload.Kind)
        {
            case PayloadKind.Nullable:
                writer.Line(Payloads.Write(payload.Inner[0], "value.GetValueOrDefault()", string.Empty));
                return;
            case PayloadKind.Lazy:
                writer.Line(Payloads.Write(payload.Inner[0], "value.Value", string.Empty));
                return;
            case PayloadKind.Tuple:
                writer.Line("writer.Enter();").Line($"writer.WriteArrayHeader({Text.Number(payload.Items.Count)});");
                for (int i = 0; i < payload.Items.Count; i++)
                {
                    writer.Line(Payloads.Write(payload.Inner[i], "value." + payload.Items[i], string.Empty));
                }

                break;
            case PayloadKind.Collection or PayloadKind.Map:
                CollectionEmitter.Write(writer, payload, payload.Collection!);
                break;
            case PayloadKind.Union:
                UnionEmitter.Write(writer, payload, payload.Union!);
                break;
            default:
                ObjectEmitter.Write(writer, payload, payload.Object!);
                break;
        }

        writer.Line("writer.Leave();");
    }

    private static void Read(SourceWriter writer, PayloadModel payload)
    {
        if (payload.IsReferenceType || payload.Kind == PayloadKind.Nullable || payload.Collection?.IsNil is not null)
        {
            writer.Open("if (reader.TryReadNil())").Line("return default;").Close().Line();
        }

        switch (payload.Kind)
        {
            case PayloadKind.Nullable:
                writer.Line($"return {Payloads.Read(payload.Inner[0], string.Empty)};");
                return;
            case PayloadKind.Lazy:
                // By name: of true and false there is another constructor.
                writer.Line($"return new {payload.Type}(value: {Payloads.Read(payload.Inner[0], string.Empty)});");
                return;
            case PayloadKind.Tuple:
                writer.Line("reader.Enter();").Line($"reader.ReadArrayHeaderOf({Text.Number(payload.Items.Count)});");
                string items = string.Join(", ", payload.Inner.Select(static one => Payloads.Read(one, string.Empty)));
                writer.Line($"{payload.Type} value = {payload.Build}{items});");
                break;
            case PayloadKind.Collection or PayloadKind.Map:
                CollectionEmitter.Read(writer, payload, payload.Collection!);
                break;
            case PayloadKind.Union:
                UnionEmitter.Read(writer, payload, payload.Union!);
                break;
            default:
                ObjectEmitter.Read(writer, payload, payload.Object!);
                break;
        }

        writer.Line("reader.Leave();").Line("return value;");
    }
}
