namespace TypedTasks.Payloads.Tests.Zoo;

/// <summary>Parameters and members named like keywords, like what generated code might call its locals, and beyond ASCII.</summary>
public static partial class KeywordZoo
{
    [Task] public static void Keywords(int @class, string @event, bool @return, long? @null, Keyword @new) { }

    [Task] public static void Contextual(int value, int record, int field, int var, int await, int dynamic, int nint, int required, int global, int file) { }

    [Task] public static void Locals(int writer, int reader, int arguments, int count, int i, int read, int item, int key, int result, int host, int invocation, int instance) { }

    [Task] public static void Accents(int größe, string 名前, int _leading, int __two, int UPPER) { }

    [Task] public static void Twins(int id, int Id, int ID) { }

    public sealed record Keyword(int @class, string? @void, int Größe)
    {
        public int @operator { get; init; }
    }
}
