namespace TypedTasks.Contract;

/// <summary>What one task is on the wire.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Version">The version of its parameter list.</param>
/// <param name="Aliases">Its other names, sorted.</param>
/// <param name="Parameters">What travels, in order.</param>
/// <param name="Result">What it returns, or null for nothing.</param>
internal sealed record TaskEntry(string Name, int Version, IReadOnlyList<string> Aliases, IReadOnlyList<ParameterEntry> Parameters, ValueEntry? Result)
{
    /// <summary>The shapes that its arguments and its result name.</summary>
    public IEnumerable<string> Shapes() => Parameters.Select(static one => one.Value).Concat(Result is null ? [] : [Result]).SelectMany(static one => one.Type.Shapes());

    /// <summary>What must be equal for a renamed task to be recognized.</summary>
    public string Signature() => string.Join("|", Parameters.Select(static one => one.Name + " " + one.Value.Type.Text).Append("-> " + Result?.Type.Text));
}

/// <summary>One parameter that travels.</summary>
/// <param name="Name">Its name, for people: the wire knows its place.</param>
/// <param name="Value">Its type.</param>
/// <param name="Default">Its default value as text, or null where it must be there.</param>
internal sealed record ParameterEntry(string Name, ValueEntry Value, string? Default);

/// <summary>A type on the wire and in C#.</summary>
/// <param name="Type">On the wire.</param>
/// <param name="CSharp">In C#; the same text where it says nothing more.</param>
internal sealed record ValueEntry(WireType Type, string CSharp);
