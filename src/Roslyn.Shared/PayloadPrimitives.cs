using Microsoft.CodeAnalysis;

namespace TypedTasks.Roslyn;

/// <summary>The types that the runtime writes and reads itself, and the suffix of their <c>PayloadReader.ReadXxx</c>.</summary>
internal static class PayloadPrimitives
{
    private static readonly Dictionary<string, string> Structs = new(StringComparer.Ordinal)
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

        if (type is INamedTypeSymbol { TypeArguments: [{ SpecialType: SpecialType.System_Byte }] } && (type.Is("System.ReadOnlyMemory`1") || type.Is("System.Memory`1")))
        {
            return "Memory";
        }

        return type.ContainingNamespace is { Name: "System" or "Numerics" } && Structs.TryGetValue(type.MetadataName(), out string? reader) ? reader : null;
    }
}
