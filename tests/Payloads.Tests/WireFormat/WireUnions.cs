using MessagePack;

namespace TypedTasks.Payloads.Tests.WireFormat;

/// <summary>The rows about unions.</summary>
public static partial class WireTasks
{
    [Task] public static void Union(Form? value) { }

    [Task] public static void StandardUnion(ISide? value) { }
}

[TaskUnion(0, typeof(Square))]
[TaskUnion(1, typeof(Circle))]
public abstract record Form;

public sealed record Square(double Side) : Form;

public sealed record Circle(double Radius) : Form;

[Union(0, typeof(Left))]
public interface ISide;

[MessagePackObject]
public sealed class Left : ISide
{
    [Key(0)] public int Id { get; set; }
}
