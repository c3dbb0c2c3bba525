using TypedTasks.Generators.Model;

namespace TypedTasks.Generators.Emitting;

/// <summary>Unions: an array of a key and the value of its case.</summary>
internal static class UnionEmitter
{
    public static void Write(SourceWriter writer, PayloadModel payload, UnionModel union)
    {
        writer.Line("writer.Enter();").Line("global::System.Type type = value.GetType();");
        string otherwise = string.Empty;
        foreach (CaseModel one in union.Cases)
        {
            // Exactly these classes: what derives from one would lose on the way what it adds.
            string value = $"({one.Type})value";
            writer.Open($"{otherwise}if ({string.Join(" || ", one.Classes.Select(static type => $"type == typeof({type})"))})")
                .Line("writer.WriteArrayHeader(2);")
                .Line($"writer.Write({Text.Number(one.Key)});")
                .Line(one.Inner < 0 ? $"WriteItself(ref writer, {value});" : Payloads.Write(payload.Inner[one.Inner], value, string.Empty))
                .Close();
            otherwise = "else ";
        }

        writer.Open("else").Line($"throw writer.NoCase(type, typeof({payload.Type}));").Close().Line();
    }

    public static void Read(SourceWriter writer, PayloadModel payload, UnionModel union)
    {
        writer.Line("reader.Enter();")
            .Line("reader.ReadArrayHeaderOf(2);")
            .Line("int key = reader.ReadInt32();")
            .Line($"{payload.Type} value;")
            .Open("switch (key)");
        foreach (CaseModel one in union.Cases)
        {
            writer.Line($"case {Text.Number(one.Key)}:").Indented(lines => lines
                .Line($"value = {(one.Inner < 0 ? "ReadItself(ref reader)" : Payloads.Read(payload.Inner[one.Inner], string.Empty))};")
                .Line("break;"));
        }

        writer.Line("default:").Indented(lines => lines.Line($"throw reader.NoCase(key, {Text.Quote(union.DisplayName)});")).Close().Line();
    }

    /// <summary>The members of a union that is its own case.</summary>
    public static void WriteAndReadItself(SourceWriter writer, PayloadModel payload, ObjectModel model)
    {
        writer.Line().Open($"private static void WriteItself({Payloads.Writer}, {payload.Type} value)");
        ObjectEmitter.Write(writer, payload, model);
        writer.Line("writer.Leave();").Close().Line().Open($"private static {payload.Type} ReadItself({Payloads.Reader})");
        ObjectEmitter.Read(writer, payload, model);
        writer.Line("reader.Leave();").Line("return value;").Close();
    }
}
