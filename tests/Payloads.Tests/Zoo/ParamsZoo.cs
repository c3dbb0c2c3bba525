namespace TypedTasks.Payloads.Tests.Zoo;

public static partial class ParamsZoo
{
    [Task] public static void Numbers(params int[] numbers) { }

    [Task] public static void Names(string first, params string?[] rest) { }

    [Task] public static void Bytes(params byte[] bytes) { }
}
