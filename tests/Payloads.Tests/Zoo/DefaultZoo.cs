using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace TypedTasks.Payloads.Tests.Zoo;

/// <summary>Default values of every literal kind: a missing trailing argument takes them.</summary>
public static partial class DefaultZoo
{
    [Task]
    public static void Literals(
        bool flag = true, byte small = byte.MaxValue, sbyte signed = sbyte.MinValue, short half = -1, ushort word = 65535, int number = int.MinValue,
        uint unsigned = uint.MaxValue, long large = long.MinValue, ulong larger = ulong.MaxValue, char letter = '\'', char control = '\0',
        float single = float.Epsilon, double real = 0.1, double infinite = double.NegativeInfinity, double none = double.NaN, decimal money = 1.50m,
        string text = "a \"quoted\" \\ \n line", string empty = "", string? missing = null, DayOfWeek day = DayOfWeek.Friday, DayOfWeek unnamed = (DayOfWeek)42,
        int? some = 5, int? nothing = null, nint native = -5)
    { }

    [Task]
    public static void Structs(
        Guid id = default, DateTime at = default, TimeSpan wait = default, Choice choice = default, DayOfWeek? day = DayOfWeek.Monday, (int A, string? B) pair = default,
        CancellationToken ct = default)
    { }

    [Task] public static void Mixed(int required, string optional = "en") { }

    [Task] public static void Dated(int required, [Optional, DateTimeConstant(630822816000000000L)] DateTime at) { }

    public readonly record struct Choice(int Number, string? Name);
}
