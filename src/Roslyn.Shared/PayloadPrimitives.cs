using Microsoft.CodeAnalysis;

namespace TypedTasks.Roslyn;

/// <summary>The types that the runtime writes and reads itself, and the suffix of their <c>PayloadReader.ReadXxx</c>.</summary>
internal static class PayloadPrimitives
{
    private static readonly Dictionary<string, string> ByName = new(StringComparer.Ordinal)
    {
        ["System.Guid"] = "Guid",
        ["System.DateTimeOffset"] = "DateTimeOffset",
        ["System.DateOnly"] = "DateOnly",
        ["System.TimeOnly"] = "TimeOnly",
        ["System.TimeSpan"] = "TimeSpan",
        ["System.Half"] = "Half",
        ["System.Int128"] = "Int128",
        ["System.UInt128"] = "UInt128",
        ["System.Numerics.BigInteger"] = "BigInteger",
        ["System.Uri"] = "Uri",
        ["System.Version"] = "Version",
        ["System.Numerics.Complex"] = "Complex",
        ["System.Text.StringBuilder"] = "StringBuilder",
        ["System.Collections.BitArray"] = "BitArray",
    };

    /// <summary>Of bytes: all that MessagePack has as bin.</summary>
    private static readonly Dictionary<string, string> Bytes = new(StringComparer.Ordinal)
    {
        ["System.ReadOnlyMemory`1"] = "Memory",
        ["System.Memory`1"] = "Memory",
        ["System.ArraySegment`1"] = "Segment",
        ["System.Buffers.ReadOnlySequence`1"] = "Sequence",
    };

    public static string? ReaderOf(ITypeSymbol type)
    {
        switch (type.SpecialType)
        {
            case SpecialType.System_Boolean:
            case SpecialType.System_Char:
            case SpecialType.System_SByte:
            case SpecialType.System_Byte:
            case SpecialType.System_Int16:
            case SpecialType.System_UInt16:
            case SpecialType.System_Int32:
            case SpecialType.System_UInt32:
            case SpecialType.System_Int64:
            case SpecialType.System_UInt64:
            case SpecialType.System_Decimal:
            case SpecialType.System_Single:
            case SpecialType.System_Double:
            case SpecialType.System_String:
            case SpecialType.System_IntPtr:
            case SpecialType.System_UIntPtr:
            case SpecialType.System_DateTime:
                return type.SpecialType.ToString().Substring("System_".Length);
        }

        if (type is IArrayTypeSymbol { Rank: 1, ElementType.SpecialType: SpecialType.System_Byte })
        {
            return "ByteArray";
        }

        if (type is INamedTypeSymbol { IsValueType: true, TypeArguments: [{ SpecialType: SpecialType.System_Byte }] })
        {
            return Bytes.TryGetValue(type.MetadataName(), out string? bytes) ? bytes : null;
        }

        return type.ContainingNamespace is { Name: "System" or "Numerics" or "Text" or "Collections" } && ByName.TryGetValue(type.MetadataName(), out string? reader) ? reader : null;
    }
}
