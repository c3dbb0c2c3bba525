using TypedTasks.Generators.Model;

namespace TypedTasks.Generators.Emitting;

/// <summary>The expressions that write and read one value.</summary>
internal static class Payloads
{
    public const string Writer = "ref global::TypedTasks.Serialization.PayloadWriter writer";
    public const string Reader = "ref global::TypedTasks.Serialization.PayloadReader reader";

    private const string Custom = "global::TypedTasks.Serialization.CustomSerializer.";

    /// <summary>The statement that writes a value.</summary>
    /// <param name="payload">How.</param>
    /// <param name="value">The value's expression.</param>
    /// <param name="space">The namespace of the serializers, with its dot; empty inside it.</param>
    public static string Write(PayloadRef payload, string value, string space) => payload switch
    {
        { Serializer: { } serializer } => $"{space}{serializer}.Write(ref writer, {value});",
        { Custom: { } custom } => $"{Custom}Write{custom}(ref writer, {value});",
        { Enum: not null } => $"writer.Write(({Keyword(payload.Reader!)}){value});",
        _ => $"writer.Write({value});",
    };

    /// <summary>The expression that reads a value.</summary>
    public static string Read(PayloadRef payload, string space, bool nullable = false) => payload switch
    {
        { Serializer: { } serializer } => $"{space}{serializer}.Read(ref reader)",
        { Custom: { } custom } => $"{Custom}Read{custom}(ref reader)",
        { Enum: { } type } => $"({type})reader.Read{payload.Reader}()",
        { NeverNull: true } when nullable => $"reader.Read{payload.Reader}()!",
        _ => $"reader.Read{payload.Reader}()",
    };

    private static string Keyword(string reader) => reader switch
    {
        "SByte" => "sbyte",
        "Byte" => "byte",
        "Int16" => "short",
        "UInt16" => "ushort",
        "Int32" => "int",
        "UInt32" => "uint",
        "Int64" => "long",
        _ => "ulong",
    };
}
