namespace TypedTasks.Payloads.Tests.Zoo;

public static partial class TupleZoo
{
    [Task] public static void Named((int Id, string Name) two, (int A, long B, string? C) three) { }

    [Task] public static void Nested(((int, int), (string, (bool, char))) deep, (int, string?)[] many, Dictionary<(int, int), (string, int)> map) { }

    [Task] public static void Long((int, int, int, int, int, int, int) seven, (int, int, int, int, int, int, int, int) eight, (int, int, int, int, int, int, int, int, int, int, int, int, int, int, int, string) sixteen) { }

    [Task] public static void One(ValueTuple<int> single, Tuple<string> alone) { }

    [Task] public static void Classes(Tuple<int, string> two, Tuple<int, int, int, int, int, int, int> seven, Tuple<int, Tuple<string, int>>? nested) { }

    [Task] public static void Pairs(KeyValuePair<string, int> pair, KeyValuePair<int, string?>[] many, List<KeyValuePair<Guid, List<int>>> lists, KeyValuePair<int, int>? perhaps) { }
}
