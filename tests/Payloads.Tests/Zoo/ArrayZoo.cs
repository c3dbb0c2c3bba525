using System.Buffers;

namespace TypedTasks.Payloads.Tests.Zoo;

public static partial class ArrayZoo
{
    [Task] public static void Flat(int[] numbers, string[] names, Item[] items, byte[] bytes) { }

    [Task] public static void Jagged(int[][] two, string?[][][] three, byte[][] bytes, Item?[]?[]? items) { }

    [Task] public static void OfCollections(List<int>[] lists, Dictionary<string, int[]>[] maps, (int, int[])[] tuples) { }

    [Task] public static void Segments(ArraySegment<int> segment, ReadOnlyMemory<int> memory, Memory<string> texts) { }

    [Task] public static void Sequences(ReadOnlySequence<int> numbers, ReadOnlySequence<Item> items) { }

    [Task] public static void Grids(int[,] two, string?[,,] three, (int, string)[,,,] four, byte[,]? bytes, Item[,] items) { }

    [Task] public static void HeldGrids(int[][,] many, int[,][] rows, List<double[,]?> list, int[,][,,] both) { }

    public sealed record Item(int Id, int[] Parts);
}
