using Microsoft.CodeAnalysis;

namespace TypedTasks.Roslyn;

/// <summary>One member of an object that travels.</summary>
internal sealed class PayloadMember(ISymbol symbol, ITypeSymbol type, bool settable, bool initOnly, bool required)
{
    public ISymbol Symbol { get; } = symbol;

    public ITypeSymbol Type { get; } = type;

    public string Name => Symbol.Name;

    /// <summary>Whether it can be assigned, in an initializer at least.</summary>
    public bool Settable { get; } = settable;

    /// <summary>Whether it can be assigned only there.</summary>
    public bool InitOnly { get; } = initOnly;

    public bool Required { get; } = required;

    /// <summary>Its key in a map.</summary>
    public string Key { get; set; } = symbol.Name;

    /// <summary>Its place in an array, or -1 in a map.</summary>
    public int Index { get; set; } = -1;

    /// <summary>The parameter of the chosen constructor that takes it, or null.</summary>
    public IParameterSymbol? Parameter { get; set; }

    /// <summary>Whether a reader can give it back; what is computed is only written.</summary>
    public bool IsReadBack => Settable || Parameter is not null;
}

/// <summary>How an object travels and how it is built again.</summary>
internal sealed class PayloadContract(bool asArray, IReadOnlyList<PayloadMember> members, IMethodSymbol? constructor)
{
    public bool AsArray { get; } = asArray;

    public IReadOnlyList<PayloadMember> Members { get; } = members;

    /// <summary>Whether it wants to be told before it is written and after it was read.</summary>
    public bool HasCallbacks { get; set; }

    /// <summary>Null for the constructor that a struct always has.</summary>
    public IMethodSymbol? Constructor { get; } = constructor;
}
