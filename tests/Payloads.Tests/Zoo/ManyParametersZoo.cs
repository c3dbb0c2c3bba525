namespace TypedTasks.Payloads.Tests.Zoo;

/// <summary>No parameter, one, and thirty-two.</summary>
public static partial class ManyParametersZoo
{
    [Task] public static void None() { }

    [Task] public static void OnlySupplied(CancellationToken ct, TaskContext context) { }

    [Task] public static void One(int a) { }

    [Task]
    public static void ThirtyTwo(
        int p1, string p2, bool p3, long? p4, Guid p5, DateTime p6, decimal p7, byte[] p8,
        int p9, string p10, bool p11, long? p12, Guid p13, DateTime p14, decimal p15, byte[] p16,
        int p17, string p18, bool p19, long? p20, Guid p21, DateTime p22, decimal p23, byte[] p24,
        int p25, string p26, bool p27, long? p28, Guid p29, DateTime p30, decimal p31, byte[] p32)
    { }

    [Task] public static void Between(int first, CancellationToken ct, string? middle, TaskContext context, int last) { }
}
