using TypedTasks.Contract;

namespace TypedTasks.Analyzers.Tests.Contract.File;

/// <summary>An answer about shapes that lead to each other is the same whoever asks, in which order, and how many at once.</summary>
public sealed class WireCompatibilityTests
{
    [Fact]
    public void AnAnswer_ThatRestsOnAPairThatTurnsOutToBeBad_IsForgotten()
    {
        var compatibility = Between(
            "object A map\n  Next B\n  Size int\n\nobject B map\n  Back A\n",
            "object A map\n  Next B\n  Size string\n\nobject B map\n  Back A\n");

        Assert.Equal("A.Size: int cannot be read as string", compatibility.Problem(WireType.Named("A"), WireType.Named("A")));
        Assert.Equal("B.Back: A.Size: int cannot be read as string", compatibility.Problem(WireType.Named("B"), WireType.Named("B")));
    }

    [Fact]
    public void ShapesThatLeadToEachOther_AreCompatible_WhereNothingElseIsNot()
    {
        const string Shapes = "object A map\n  Next B\n\nobject B map\n  Back A\n";
        var compatibility = Between(Shapes, Shapes);

        Assert.All(["A", "B", "A"], shape => Assert.Null(compatibility.Problem(WireType.Named(shape), WireType.Named(shape))));
    }

    [Fact]
    public void SeveralThreads_GetTheSameAnswer()
    {
        const int Length = 200;
        string chain = string.Concat(Enumerable.Range(0, Length).Select(i => $"object N{i} map\n  Next N{i + 1}\n\n"));
        for (int round = 0; round < 200; round++)
        {
            var compatibility = Between(chain + $"object N{Length} map\n  Size int\n", chain + $"object N{Length} map\n  Size string\n");
            Parallel.For(0, 8, i => Assert.NotNull(compatibility.Problem(WireType.Named($"N{i}"), WireType.Named($"N{i}"))));
        }
    }

    private static WireCompatibility Between(string from, string to) => new(Read(from), Read(to), trustsNames: false);

    private static WireContract Read(string shapes)
    {
        var file = ContractReader.Read("contract 1\n\n" + shapes);
        Assert.Empty(file.Problems);
        return file.Contract;
    }
}
