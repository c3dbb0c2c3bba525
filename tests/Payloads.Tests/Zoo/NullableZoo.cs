namespace TypedTasks.Payloads.Tests.Zoo;

/// <summary>What may be null, at every level.</summary>
public static partial class NullableZoo
{
    [Task] public static void References(string? text, Note? note, int[]? numbers, List<string?>? names, Dictionary<string, Note?>? notes) { }

    [Task] public static void Values(int? number, Point? point, (int, string?)? pair, DayOfWeek?[] days, List<Guid?> ids) { }

    [Task] public static void Nested(List<int?>? a, Dictionary<string, List<DateTime?>>? b, (int?, (Guid?, string?)?)? c, List<(DayOfWeek?, Point?)?>?[]? d, Dictionary<int, Dictionary<string, Point?[]?>?>? e) { }

    public sealed record Note(string? Text, int? Number, Note? Answer);

    public readonly record struct Point(double X, double? Y);
}

#nullable disable

/// <summary>Code that has not heard of nullable annotations.</summary>
public static partial class ObliviousZoo
{
    [Task] public static void Everything(string text, Note note, int[] numbers, List<string> names, Dictionary<string, Note> notes, Uri uri = null) { }

    public sealed class Note
    {
        public string Text { get; set; }

        public List<Note> Answers { get; set; }
    }
}
