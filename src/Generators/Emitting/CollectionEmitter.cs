using TypedTasks.Generators.Model;
using TypedTasks.Roslyn;

namespace TypedTasks.Generators.Emitting;

/// <summary>Collections and maps.</summary>
internal static class CollectionEmitter
{
    private const string Generic = "global::System.Collections.Generic.";
    private const string Capacity = "global::TypedTasks.Serialization.PayloadReader.InitialCapacity(count)";

    public static void Write(SourceWriter writer, PayloadModel payload, CollectionModel collection)
    {
        bool isMap = payload.Kind == PayloadKind.Map;
        string walked = collection.Walked;
        string count = "value." + collection.Count;
        if (collection.IsUsers)
        {
            // Its class may implement the interface explicitly, and offer something else by the same names.
            writer.Line($"{Generic}ICollection<{(isMap ? $"{Generic}KeyValuePair<{string.Join(", ", collection.Elements)}>" : collection.Elements[0])}> items = value;");
            walked = "items";
            count = "items.Count";
        }
        else if (collection.Count.Length == 0)
        {
            writer.Line($"var items = {walked};");
            walked = "items";
            count = "items.Length";
        }

        writer.Line("writer.Enter();");
        if (collection.Kind == CollectionKind.Grid)
        {
            GridEmitter.WriteLengths(writer, collection);
        }

        writer.Line($"writer.{(isMap ? "WriteMapHeader" : "WriteArrayHeader")}({count});")
            .Open($"foreach (var item in {walked})");
        if (isMap)
        {
            writer.Line(Payloads.Write(payload.Inner[0], "item.Key", string.Empty)).Line(Payloads.Write(payload.Inner[1], "item.Value", string.Empty));
        }
        else
        {
            writer.Line(Payloads.Write(payload.Inner[0], "item", string.Empty));
        }

        writer.Close().Line();
        if (collection.Kind == CollectionKind.Grid)
        {
            writer.Line("writer.Leave();");
        }
    }

    public static void Read(SourceWriter writer, PayloadModel payload, CollectionModel collection)
    {
        if (collection.Kind == CollectionKind.Grid)
        {
            GridEmitter.Read(writer, payload, collection);
            return;
        }

        writer.Line("reader.Enter();").Line($"int count = reader.{(payload.Kind == PayloadKind.Map ? "ReadMapHeader" : "ReadArrayHeader")}();");
        if (payload.Kind == PayloadKind.Map)
        {
            ReadMap(writer, payload, collection);
        }
        else if (collection.Kind is CollectionKind.Array or CollectionKind.FromArray)
        {
            ReadArray(writer, payload, collection);
        }
        else
        {
            ReadSequence(writer, payload, collection);
        }
    }

    private static void ReadMap(SourceWriter writer, PayloadModel payload, CollectionModel collection)
    {
        string key = collection.Elements[0];
        string value = collection.Elements[1];
        bool direct = collection.Kind == CollectionKind.Add;
        string usual = $"{Generic}Dictionary<{key}, {value}>";
        string made = direct ? collection.Build : usual;
        writer.Line($"var items = new {made}({(made == usual ? Capacity : string.Empty)});")
            .Open("for (int i = 0; i < count; i++)")
            .Line($"{key} key = {Payloads.Read(payload.Inner[0], string.Empty)};")
            .Line($"reader.Add(items, key, {Payloads.Read(payload.Inner[1], string.Empty)});")
            .Close()
            .Line();
        writer.Line($"{payload.Type} value = {collection.Kind switch
        {
            CollectionKind.FromList => $"new {collection.Build}(items)",
            CollectionKind.Factory => $"{collection.Build}(items)",
            _ => "items",
        }};");
    }

    private static void ReadArray(SourceWriter writer, PayloadModel payload, CollectionModel collection)
    {
        ReadItems(writer, payload, collection);
        writer.Line($"{payload.Type} value = {(collection.Kind == CollectionKind.FromArray ? $"new {collection.Build}(items)" : "items")};");
    }

    /// <summary>Grown step by step: an announced length is not believed before its elements were there.</summary>
    public static void ReadItems(SourceWriter writer, PayloadModel payload, CollectionModel collection)
    {
        string element = collection.Elements[0];
        writer.Line($"var items = new {Sized(element, Capacity)};")
            .Open("for (int i = 0; i < count; i++)")
            .Open("if (i == items.Length)")
            .Line("global::System.Array.Resize(ref items, global::TypedTasks.Serialization.PayloadReader.NextCapacity(i, count));")
            .Close()
            .Line()
            .Line($"items[i] = {Payloads.Read(payload.Inner[0], string.Empty)};")
            .Close()
            .Line();
    }

    private static void ReadSequence(SourceWriter writer, PayloadModel payload, CollectionModel collection)
    {
        string element = collection.Elements[0];
        string made = collection.Kind is CollectionKind.Add or CollectionKind.Enqueue or CollectionKind.AddLast
            ? $"new {collection.Build}()"
            : $"new {Generic}List<{element}>({Capacity})";
        string add = collection switch
        {
            { Kind: CollectionKind.Enqueue } => "items.Enqueue",
            { Kind: CollectionKind.AddLast } => "items.AddLast",
            { IsUsers: true } => $"(({Generic}ICollection<{element}>)items).Add",
            _ => "items.Add",
        };
        writer.Line($"var items = {made};")
            .Open("for (int i = 0; i < count; i++)")
            .Line($"{add}({Payloads.Read(payload.Inner[0], string.Empty)});")
            .Close()
            .Line();
        if (collection.Kind is CollectionKind.FromReversed or CollectionKind.FactoryReversed)
        {
            writer.Line("items.Reverse();");
        }

        writer.Line($"{payload.Type} value = {collection.Kind switch
        {
            CollectionKind.FromList or CollectionKind.FromReversed => $"new {collection.Build}(items)",
            CollectionKind.FromObservable => $"new {collection.Build}(new global::System.Collections.ObjectModel.ObservableCollection<{element}>(items))",
            CollectionKind.Factory or CollectionKind.FactoryReversed => $"{collection.Build}(items)",
            _ => "items",
        }};");
    }

    /// <summary><c>int[]</c> of a size is <c>int[size][]</c>, and <c>int[,]</c> is <c>int[size][,]</c>.</summary>
    public static string Sized(string element, string size)
    {
        int ranks = element.Length;
        while (ranks > 0 && element[ranks - 1] == ']')
        {
            ranks = element.LastIndexOf('[', ranks - 1);
        }

        return $"{element.Substring(0, ranks)}[{size}]{element.Substring(ranks)}";
    }
}
