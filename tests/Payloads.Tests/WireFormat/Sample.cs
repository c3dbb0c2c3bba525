namespace TypedTasks.Payloads.Tests.WireFormat;

/// <summary>One value of docs/wire-format.md.</summary>
/// <param name="Type">The first column.</param>
/// <param name="Value">The third column.</param>
/// <param name="Bytes">What is written.</param>
/// <param name="ReadsBack">Whether bytes, ours or a foreign writer's, are read as the value.</param>
public sealed record Sample(string Type, string Value, byte[] Bytes, Func<ReadOnlyMemory<byte>, bool> ReadsBack)
{
    public override string ToString() => $"{Type} {Value}";
}
