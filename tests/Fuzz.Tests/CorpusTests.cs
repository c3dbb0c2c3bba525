using TypedTasks.Fuzz.Engine;
using TypedTasks.Fuzz.Targets;

namespace TypedTasks.Fuzz.Tests;

/// <summary>Every input that was ever worth keeping, in every run.</summary>
public sealed class CorpusTests
{
    public static TheoryData<string> Names => [.. AllTargets.Make().Select(static one => one.Name)];

    [Theory, MemberData(nameof(Names))]
    public void Every_kept_input_is_read_or_refused_within_its_bounds(string name)
    {
        Target target = AllTargets.Make().Single(one => one.Name == name);
        IReadOnlyList<(string Name, byte[] Bytes)> corpus = Corpus.Of(name);
        Assert.NotEmpty(corpus);
        foreach ((string file, byte[] bytes) in corpus)
        {
            Finding? finding = Trial.Of(target, bytes, out _);
            Assert.True(finding is null, $"{name}/{file}: {finding?.Text}");
        }
    }

    [Fact]
    public void Every_folder_of_the_corpus_has_a_target() => Assert.Equal(AllTargets.Make().Select(static one => one.Name).Order(StringComparer.Ordinal), Corpus.Targets);
}
