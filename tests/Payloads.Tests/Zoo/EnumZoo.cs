namespace TypedTasks.Payloads.Tests.Zoo;

/// <summary>Enums of every width, nested, flagged, undefined values included.</summary>
public static partial class EnumZoo
{
    public enum OfByte : byte { None, Last = byte.MaxValue }

    public enum OfSByte : sbyte { First = sbyte.MinValue, None = 0, Last = sbyte.MaxValue }

    public enum OfInt16 : short { First = short.MinValue, None = 0, Last = short.MaxValue }

    public enum OfUInt16 : ushort { None, Last = ushort.MaxValue }

    public enum OfInt32 { First = int.MinValue, None = 0, Last = int.MaxValue }

    public enum OfUInt32 : uint { None, Last = uint.MaxValue }

    public enum OfInt64 : long { First = long.MinValue, None = 0, Last = long.MaxValue }

    public enum OfUInt64 : ulong { None, Last = ulong.MaxValue }

    [Flags]
    public enum Days { None, Monday, Tuesday, Both }

    [Flags]
    public enum Rights : ulong { None, Read = 1, Write = 2, All = ulong.MaxValue }

    [Flags]
    public enum Marks : sbyte { None, Low = 1, Sign = sbyte.MinValue }

    [Task] public static void Flags(Rights a, Marks b, Rights? c, Dictionary<Rights, Marks[]> d, HashSet<Marks> e) { }

    [Task] public static void Widths(OfByte a, OfSByte b, OfInt16 c, OfUInt16 d, OfInt32 e, OfUInt32 f, OfInt64 g, OfUInt64 h) { }

    [Task] public static void Nullables(OfByte? a, OfSByte? b, OfInt16? c, OfUInt16? d, OfInt32? e, OfUInt32? f, OfInt64? g, OfUInt64? h) { }

    [Task] public static void Held(Days days, Days[] many, Dictionary<OfInt64, OfByte> map, (OfInt16, Days?) pair) { }

    [Task] public static Days Returned(Days days) => days;
}
