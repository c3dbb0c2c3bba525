using System.Globalization;
using Microsoft.CodeAnalysis;
using TypedTasks.Contract;

namespace TypedTasks.Analyzers.Contract;

/// <summary>The default value of a parameter as the file shows it: for people, and to see that it changed.</summary>
internal static class DefaultText
{
    public static string? Of(IParameterSymbol parameter)
    {
        if (!parameter.HasExplicitDefaultValue)
        {
            // Missing params are no elements.
            return parameter is { IsParams: true, Type: IArrayTypeSymbol { Rank: 1 } } ? "[]" : null;
        }

        ITypeSymbol type = parameter.Type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable ? nullable.TypeArguments[0] : parameter.Type;
        return parameter.ExplicitDefaultValue switch
        {
            null => type.IsValueType && SymbolEqualityComparer.Default.Equals(type, parameter.Type) ? "default" : "null",
            var value when type.TypeKind == TypeKind.Enum => EnumValue(type, value),
            string text => ContractText.Quote(text),
            bool flag => flag ? "true" : "false",
            char c => ContractText.Quote(c.ToString()),
            float number => number.ToString("R", CultureInfo.InvariantCulture),
            double number => number.ToString("R", CultureInfo.InvariantCulture),
            IFormattable other => other.ToString(null, CultureInfo.InvariantCulture),
            _ => "default",
        };
    }

    private static string EnumValue(ITypeSymbol type, object value) =>
        type.GetMembers().OfType<IFieldSymbol>().FirstOrDefault(one => one.HasConstantValue && Equals(one.ConstantValue, value))?.Name
        ?? Convert.ToString(value, CultureInfo.InvariantCulture)!;
}
