using System.Globalization;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace TypedTasks.Generators.Parsing;

/// <summary>Names of types and members as generated code writes them.</summary>
internal static class Names
{
    private static readonly SymbolDisplayFormat WithNullability =
        SymbolDisplayFormat.FullyQualifiedFormat.AddMiscellaneousOptions(SymbolDisplayMiscellaneousOptions.IncludeNullableReferenceTypeModifier);

    private static readonly SymbolDisplayFormat WithoutTupleNames =
        SymbolDisplayFormat.FullyQualifiedFormat.AddMiscellaneousOptions(SymbolDisplayMiscellaneousOptions.ExpandValueTuple);

    private static readonly SymbolDisplayFormat OfNamespace =
        SymbolDisplayFormat.FullyQualifiedFormat.WithGlobalNamespaceStyle(SymbolDisplayGlobalNamespaceStyle.Omitted);

    /// <summary>The type with the nullability that its author wrote.</summary>
    public static string Annotated(ITypeSymbol type) => type.ToDisplayString(WithNullability);

    /// <summary>The type as the runtime sees it: no nullability, no tuple names.</summary>
    public static string Plain(ITypeSymbol type) => type.ToDisplayString(WithoutTupleNames);

    public static string Namespace(ISymbol symbol) =>
        symbol.ContainingNamespace is { IsGlobalNamespace: false } space ? space.ToDisplayString(OfNamespace) : string.Empty;

    /// <summary>With an <c>@</c> where it is a keyword.</summary>
    public static string Escape(string name) =>
        SyntaxFacts.GetKeywordKind(name) != SyntaxKind.None || SyntaxFacts.GetContextualKeywordKind(name) != SyntaxKind.None ? "@" + name : name;

    /// <summary>A parameter that is being typed has no name yet.</summary>
    public static string Pascal(string name) => name.Length == 0 ? "_" : char.ToUpperInvariant(name[0]) + name.Substring(1);

    /// <summary><c>Shop.Emails</c> becomes <c>Shop_Emails</c>; what could become the same as another name gets a hash.</summary>
    public static string Mangle(string dotted)
    {
        var text = new StringBuilder(dotted.Length);
        bool ambiguous = false;
        foreach (char c in dotted)
        {
            bool keep = SyntaxFacts.IsIdentifierPartCharacter(c);
            ambiguous |= c == '_' || (c != '.' && !keep);
            text.Append(keep ? c : '_');
        }

        if (text.Length == 0 || !SyntaxFacts.IsIdentifierStartCharacter(text[0]))
        {
            text.Insert(0, '_');
        }

        return ambiguous ? text.Append('_').Append(Hash(dotted)).ToString() : text.ToString();
    }

    /// <summary>FNV-1a: the same in every process, unlike <see cref="string.GetHashCode()"/>.</summary>
    public static string Hash(string text)
    {
        uint hash = 2166136261;
        foreach (char c in text)
        {
            hash = unchecked((hash ^ c) * 16777619);
        }

        return hash.ToString("x8", CultureInfo.InvariantCulture);
    }

    /// <summary>A name for a constructed type: readable, and unique by its hash.</summary>
    public static string OfShape(ITypeSymbol type)
    {
        if (type is INamedTypeSymbol { IsTupleType: false } plain && !IsConstructed(plain))
        {
            string name = Mangle(Roslyn.KnownTypes.FullName(plain));

            // A class cannot be called like its methods, nor like a local variable inside them.
            return name is "Read" or "Write" || (char.IsLower(name[0]) && !name.Contains('_')) ? name + "_" : name;
        }

        return Readable(type, 3) + "_" + Hash(Plain(type));
    }

    private static bool IsConstructed(INamedTypeSymbol type) => type.TypeArguments.Length > 0 || (type.ContainingType is { } outer && IsConstructed(outer));

    private static string Readable(ITypeSymbol type, int depth) => type switch
    {
        _ when depth == 0 => "More",
        IArrayTypeSymbol array => Readable(array.ElementType, depth - 1) + "Array",
        INamedTypeSymbol { IsTupleType: true } tuple => "TupleOf" + string.Join("And", tuple.TupleElements.Take(4).Select(one => Readable(one.Type, depth - 1))),
        INamedTypeSymbol { TypeArguments.Length: > 0 } named => named.Name + "Of" + string.Join("And", named.TypeArguments.Select(one => Readable(one, depth - 1))),
        _ => type.Name,
    };
}
