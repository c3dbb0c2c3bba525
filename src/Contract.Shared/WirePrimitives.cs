namespace TypedTasks.Contract;

/// <summary>The values that the runtime writes and reads itself, under their C# names, and how they look on the wire.</summary>
internal static class WirePrimitives
{
    private static readonly Dictionary<string, WireForm> Forms = new(StringComparer.Ordinal)
    {
        ["bool"] = WireForm.Of(WireFormKind.Bool),
        ["sbyte"] = WireForm.Integer(sbyte.MinValue, sbyte.MaxValue),
        ["byte"] = WireForm.Integer(byte.MinValue, byte.MaxValue),
        ["short"] = WireForm.Integer(short.MinValue, short.MaxValue),
        ["ushort"] = WireForm.Integer(ushort.MinValue, ushort.MaxValue),
        ["int"] = WireForm.Integer(int.MinValue, int.MaxValue),
        ["uint"] = WireForm.Integer(uint.MinValue, uint.MaxValue),
        ["long"] = WireForm.Integer(long.MinValue, long.MaxValue),
        ["ulong"] = WireForm.Integer(ulong.MinValue, ulong.MaxValue),
        ["nint"] = WireForm.Integer(long.MinValue, long.MaxValue),
        ["nuint"] = WireForm.Integer(ulong.MinValue, ulong.MaxValue),
        ["char"] = WireForm.Integer(char.MinValue, char.MaxValue),
        ["DateOnly"] = WireForm.Integer(0, 3_652_058),
        ["TimeOnly"] = WireForm.Integer(0, TimeSpan.TicksPerDay - 1),
        ["TimeSpan"] = WireForm.Integer(long.MinValue, long.MaxValue),
        ["Half"] = WireForm.Float(11),
        ["float"] = WireForm.Float(24),
        ["double"] = WireForm.Float(53),
        ["decimal"] = WireForm.Of(WireFormKind.Text),
        ["Guid"] = WireForm.Of(WireFormKind.Text),
        ["string"] = WireForm.Of(WireFormKind.Text, isReference: true),
        ["Uri"] = WireForm.Of(WireFormKind.Text, isReference: true),
        ["Version"] = WireForm.Of(WireFormKind.Text, isReference: true),
        ["bytes"] = WireForm.Of(WireFormKind.Binary, isReference: true),
        ["Int128"] = WireForm.Of(WireFormKind.Binary),
        ["UInt128"] = WireForm.Of(WireFormKind.Binary),
        ["BigInteger"] = WireForm.Of(WireFormKind.Binary),
        ["DateTime"] = WireForm.Of(WireFormKind.Timestamp),
        ["DateTimeOffset"] = WireForm.Of(WireFormKind.TimestampAndOffset),
        ["Complex"] = WireForm.Of(WireFormKind.Other),
        ["BitArray"] = WireForm.Of(WireFormKind.Other, isReference: true),
        ["StringBuilder"] = WireForm.Of(WireFormKind.Text, isReference: true),
    };

    public static bool Knows(string name) => Forms.ContainsKey(name);

    public static WireForm FormOf(string name) => Forms[name];

    public static WireForm? TryFormOf(string name) => Forms.TryGetValue(name, out WireForm? form) ? form : null;
}

/// <summary>What a value looks like on the wire.</summary>
internal enum WireFormKind
{
    Bool,
    Integer,
    Float,
    Text,
    Binary,
    Timestamp,
    TimestampAndOffset,

    /// <summary>A form of its own, read as nothing else.</summary>
    Other,
}

/// <summary>What a primitive looks like on the wire.</summary>
/// <param name="Kind">Its form.</param>
/// <param name="Min">The least number, of an integer.</param>
/// <param name="Max">The greatest number, of an integer.</param>
/// <param name="Digits">How many binary digits are exact, of a float.</param>
/// <param name="IsReference">Whether nil is read as null although the type does not say so.</param>
internal sealed record WireForm(WireFormKind Kind, decimal Min, decimal Max, int Digits, bool IsReference)
{
    public static WireForm Of(WireFormKind kind, bool isReference = false) => new(kind, 0, 0, 0, isReference);

    public static WireForm Integer(decimal min, decimal max) => new(WireFormKind.Integer, min, max, 0, IsReference: false);

    public static WireForm Float(int digits) => new(WireFormKind.Float, 0, 0, digits, IsReference: false);
}
