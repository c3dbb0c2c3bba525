using TypedTasks.Generators.Model;

namespace TypedTasks.Generators.Emitting;

/// <summary>Arrays of two to four dimensions: their lengths, then an array of all elements, the last index running fastest.</summary>
internal static class GridEmitter
{
    public static void WriteLengths(SourceWriter writer, CollectionModel collection)
    {
        writer.Line($"writer.WriteArrayHeader({Text.Number(collection.Dimensions + 1)});");
        for (int i = 0; i < collection.Dimensions; i++)
        {
            writer.Line($"writer.Write(value.GetLength({Text.Number(i)}));");
        }

        writer.Line("writer.Enter();");
    }

    /// <summary>The lengths are believed once the elements are there.</summary>
    public static void Read(SourceWriter writer, PayloadModel payload, CollectionModel collection)
    {
        int[] dimensions = [.. Enumerable.Range(0, collection.Dimensions)];
        writer.Line("reader.Enter();").Line("reader.Enter();")
            .Line($"global::System.Span<int> lengths = stackalloc int[{Text.Number(collection.Dimensions)}];")
            .Line("int count = reader.ReadArrayHeaderOf(lengths);");
        CollectionEmitter.ReadItems(writer, payload, collection);
        string lengths = string.Join(", ", dimensions.Select(static i => $"lengths[{Text.Number(i)}]"));
        writer.Line($"{payload.Type} value = new {CollectionEmitter.Sized(collection.Elements[0], lengths)};")
            .Open("for (int next = 0; next < count; next++)")
            .Line("int place = next;");
        foreach (int i in Enumerable.Reverse(dimensions))
        {
            writer.Line($"int i{Text.Number(i)} = place % lengths[{Text.Number(i)}];");
            if (i > 0)
            {
                writer.Line($"place /= lengths[{Text.Number(i)}];");
            }
        }

        writer.Line($"value[{string.Join(", ", dimensions.Select(static i => "i" + Text.Number(i)))}] = items[next];")
            .Close()
            .Line()
            .Line("reader.Leave();");
    }
}
