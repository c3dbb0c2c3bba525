using System.Globalization;
using System.Text;
using Microsoft.CodeAnalysis;

namespace TypedTasks.Generators.Parsing;

/// <summary>Constants as C# expressions, the same under every culture and runtime.</summary>
internal static class Literals
{
    /// <summary>The default value of a parameter, or null where it must be given.</summary>
    public static string? DefaultOf(IParameterSymbol parameter)
    {
        // A [DateTimeConstant] can only be said by an attribute.
        if (!parameter.HasExplicitDefaultValue || parameter.ExplicitDefaultValue is DateTime)
        {
            return null;
        }

        object? value = parameter.ExplicitDefaultValue;
        if (value is null)
        {
            return parameter.Type.IsValueType && !IsNullable(parameter.Type) ? "default" : "null";
        }

        return Of(value, Underlying(parameter.Type));
    }

    /// <summary>What stands for a missing argument although its parameter has no literal default: no elements, or a date that an attribute says.</summary>
    public static string? MissingOf(IParameterSymbol parameter) => parameter switch
    {
        { IsParams: true, Type: IArrayTypeSymbol { Rank: 1, ElementType: { } element } } => $"global::System.Array.Empty<{Names.Plain(element)}>()",
        { HasExplicitDefaultValue: true, ExplicitDefaultValue: DateTime date } => $"new global::System.DateTime({date.Ticks.ToString(CultureInfo.InvariantCulture)}L)",
        _ => null,
    };

    /// <summary>An argument of an attribute.</summary>
    public static string Of(TypedConstant constant) => constant switch
    {
        { IsNull: true } => "null",
        { Kind: TypedConstantKind.Type, Value: ITypeSymbol type } => $"typeof({Names.Plain(type)})",
        { Kind: TypedConstantKind.Array } => "null",

        // Boxed as what it is: a key of 5 is not a key of (byte)5.
        { Value: byte or sbyte or short or ushort, Type: { TypeKind: not TypeKind.Enum } narrow } => $"({Names.Plain(narrow)})({Of(constant.Value!)})",
        _ => Of(constant.Value!, constant.Type!),
    };

    /// <summary>A value of a type.</summary>
    public static string Of(object value, ITypeSymbol type)
    {
        if (type.TypeKind == TypeKind.Enum)
        {
            return EnumMember(value, type) ?? $"({Names.Plain(type)})({Of(value)})";
        }

        return Of(value);
    }

    /// <summary>Text in quotes.</summary>
    public static string Quote(string text)
    {
        var quoted = new StringBuilder(text.Length + 2).Append('"');
        foreach (char c in text)
        {
            quoted.Append(c == '\'' ? "'" : Escape(c));
        }

        return quoted.Append('"').ToString();
    }

    private static string Of(object value) => value switch
    {
        bool flag => flag ? "true" : "false",
        string text => Quote(text),
        char c => "'" + (c == '"' ? "\"" : Escape(c)) + "'",
        float number => Of(number),
        double number => Of(number),
        decimal number => number.ToString(CultureInfo.InvariantCulture) + "M",
        uint number => number.ToString(CultureInfo.InvariantCulture) + "U",
        long number => number.ToString(CultureInfo.InvariantCulture) + "L",
        ulong number => number.ToString(CultureInfo.InvariantCulture) + "UL",
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => "default",
    };

    private static string Of(float number) => number switch
    {
        _ when float.IsNaN(number) => "float.NaN",
        float.PositiveInfinity => "float.PositiveInfinity",
        float.NegativeInfinity => "float.NegativeInfinity",
        0 when 1 / number < 0 => "-0F",
        _ => number.ToString("G9", CultureInfo.InvariantCulture) + "F",
    };

    private static string Of(double number) => number switch
    {
        _ when double.IsNaN(number) => "double.NaN",
        double.PositiveInfinity => "double.PositiveInfinity",
        double.NegativeInfinity => "double.NegativeInfinity",
        0 when 1 / number < 0 => "-0D",
        _ => Shortest(number) + "D",
    };

    /// <summary>15 digits where they are enough, so that 0.1 stays 0.1.</summary>
    private static string Shortest(double number)
    {
        string text = number.ToString("G15", CultureInfo.InvariantCulture);
        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double back) && back.Equals(number)
            ? text
            : number.ToString("G17", CultureInfo.InvariantCulture);
    }

    private static string Escape(char c) => c switch
    {
        '\\' => "\\\\",
        '"' => "\\\"",
        '\'' => "\\'",
        '\n' => "\\n",
        '\r' => "\\r",
        '\t' => "\\t",
        >= ' ' and <= '~' => c.ToString(),
        _ => "\\u" + ((int)c).ToString("x4", CultureInfo.InvariantCulture),
    };

    private static string? EnumMember(object value, ITypeSymbol type) => type.GetMembers().OfType<IFieldSymbol>()
        .FirstOrDefault(one => one.HasConstantValue && Equals(one.ConstantValue, value) && !Roslyn.Retired.Is(one)) is { } member
            ? Names.Plain(type) + "." + Names.Escape(member.Name)
            : null;

    private static bool IsNullable(ITypeSymbol type) => type.OriginalDefinition.SpecialType == SpecialType.System_Nullable_T;

    private static ITypeSymbol Underlying(ITypeSymbol type) => IsNullable(type) ? ((INamedTypeSymbol)type).TypeArguments[0] : type;
}
