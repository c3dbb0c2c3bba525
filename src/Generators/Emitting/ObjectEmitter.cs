using TypedTasks.Generators.Model;

namespace TypedTasks.Generators.Emitting;

/// <summary>Objects: maps by member name, or arrays by number.</summary>
internal static class ObjectEmitter
{
    private const int BitsPerNumber = 64;

    private const string Receiver = "global::MessagePack.IMessagePackSerializationCallbackReceiver";

    public static void Write(SourceWriter writer, PayloadModel payload, ObjectModel model)
    {
        if (model.HasCallbacks)
        {
            writer.Line($"(({Receiver})value).OnBeforeSerialize();");
        }

        writer.Line($"writer.Enter({Text.Quote(model.DisplayName)});");
        int last = model is { AsArray: true, Members.Count: > 0 } ? model.Members[model.Members.Count - 1].Index : -1;
        writer.Line(model.AsArray ? $"writer.WriteArrayHeader({Text.Number(last + 1)});" : $"writer.WriteMapHeader({Text.Number(model.Members.Count)});");
        int next = 0;
        for (int i = 0; i < model.Members.Count; i++, next++)
        {
            MemberModel member = model.Members[i];
            for (; model.AsArray && next < member.Index; next++)
            {
                writer.Line("writer.WriteNil();");
            }

            if (!model.AsArray)
            {
                writer.Line($"writer.WriteKey({member.Key}u8);");
            }

            writer.Line(Payloads.Write(payload.Inner[i], "value." + member.Name, string.Empty));
        }
    }

    public static void Read(SourceWriter writer, PayloadModel payload, ObjectModel model)
    {
        writer.Line("reader.Enter();");
        for (int i = 0; i < model.Members.Count; i += BitsPerNumber)
        {
            writer.Line($"ulong {Seen(i)} = 0;");
        }

        foreach (MemberModel member in model.Members.Where(static one => !one.WrittenOnly))
        {
            writer.Line($"{member.Type} {Local(member)} = {member.Default ?? "default"};");
        }

        writer.Line($"int count = reader.{(model.AsArray ? "ReadArrayHeader" : "ReadMapHeader")}();").Open("for (int i = 0; i < count; i++)");
        if (model.AsArray)
        {
            ReadByNumber(writer, payload, model);
        }
        else
        {
            ReadByName(writer, payload, model);
        }

        writer.Close().Line();
        Build(writer, payload, model);
    }

    private static void ReadByNumber(SourceWriter writer, PayloadModel payload, ObjectModel model)
    {
        if (model.Members.All(static one => one.WrittenOnly))
        {
            writer.Line("reader.Skip();");
            return;
        }

        writer.Open("switch (i)");
        for (int i = 0; i < model.Members.Count; i++)
        {
            MemberModel member = model.Members[i];
            int place = i;
            if (member.WrittenOnly)
            {
                continue;
            }

            writer.Line($"case {Text.Number(member.Index)}:").Indented(lines => lines
                .Line($"{Local(member)} = {Payloads.Read(payload.Inner[place], string.Empty)};")
                .Line($"{Seen(place)} |= {Bit(place)};")
                .Line("break;"));
        }

        writer.Line("default:").Indented(static lines => lines.Line("reader.Skip();").Line("break;")).Close();
    }

    private static void ReadByName(SourceWriter writer, PayloadModel payload, ObjectModel model)
    {
        writer.Line("global::System.ReadOnlySpan<byte> key = reader.ReadKey();");
        if (model.Members.All(static one => one.WrittenOnly))
        {
            writer.Line("reader.Skip();");
            return;
        }

        writer.Open("switch (key.Length)");
        for (int i = 0; i < model.Members.Count; i++)
        {
            MemberModel member = model.Members[i];
            int place = i;
            if (member.WrittenOnly)
            {
                continue;
            }

            writer.Line($"case {Text.Number(member.KeyLength)} when global::System.MemoryExtensions.SequenceEqual(key, {member.Key}u8):").Indented(lines => lines
                .Line($"reader.MarkRead(ref {Seen(place)}, {Text.Number(place % BitsPerNumber)});")
                .Line($"{Local(member)} = {Payloads.Read(payload.Inner[place], string.Empty)};")
                .Line("break;"));
        }

        writer.Line("default:").Indented(static lines => lines.Line("reader.Skip();").Line("break;")).Close();
    }

    private static void Build(SourceWriter writer, PayloadModel payload, ObjectModel model)
    {
        for (int i = 0; i < model.Members.Count; i++)
        {
            if (model.Members[i].Required)
            {
                writer.Open($"if (({Seen(i)} & {Bit(i)}) == 0)")
                    .Line($"throw reader.Missing({Text.Quote($"the member {model.Members[i].PlainName} of {model.DisplayName}")});")
                    .Close()
                    .Line();
            }
        }

        string constructor = string.Join(", ", model.Constructor.Select(one => Local(model.Members[one])));
        string[] required = [.. model.Members.Where(static one => one.RequiredByCompiler).Select(Assigned)];
        int[] initOnly = [.. Enumerable.Range(0, model.Members.Count).Where(i => model.Members[i] is { InConstructor: false, RequiredByCompiler: false, InitOnly: true })];
        if (initOnly.Length > 0)
        {
            // An init member can only be set while the object is made, and a missing one keeps what its initializer gives.
            string missing = string.Join(" || ", initOnly.Select(static i => $"({Seen(i)} & {Bit(i)}) == 0"));
            writer.Open($"if ({missing})").Line($"{payload.Type} initial = {New(payload, constructor, required)};");
            foreach (int i in initOnly)
            {
                writer.Line($"{Local(model.Members[i])} = ({Seen(i)} & {Bit(i)}) == 0 ? initial.{model.Members[i].Name} : {Local(model.Members[i])};");
            }

            writer.Close().Line();
        }

        writer.Line($"{payload.Type} value = {New(payload, constructor, [.. required, .. initOnly.Select(i => Assigned(model.Members[i]))])};");
        for (int i = 0; i < model.Members.Count; i++)
        {
            MemberModel member = model.Members[i];
            if (member is { InConstructor: false, RequiredByCompiler: false, InitOnly: false, WrittenOnly: false })
            {
                writer.Open($"if (({Seen(i)} & {Bit(i)}) != 0)").Line($"value.{member.Name} = {Local(member)};").Close().Line();
            }
        }

        if (model.HasCallbacks)
        {
            writer.Line($"(({Receiver})value).OnAfterDeserialize();");
        }
    }

    private static string New(PayloadModel payload, string constructor, string[] assigned) =>
        $"new {payload.Type}({constructor}){(assigned.Length > 0 ? $" {{ {string.Join(", ", assigned)} }}" : string.Empty)}";

    private static string Assigned(MemberModel member) => $"{member.Name} = {Local(member)}";

    /// <summary>Starts with an underscore, as no other local does.</summary>
    private static string Local(MemberModel member) => "_" + member.PlainName;

    private static string Seen(int member) => member < BitsPerNumber ? "seen" : "seen" + Text.Number(member / BitsPerNumber);

    private static string Bit(int member) => $"1UL << {Text.Number(member % BitsPerNumber)}";
}
