using TypedTasks.Fuzz.Engine;

namespace TypedTasks.Fuzz.Tests;

/// <summary>What the pool keeps once it is full.</summary>
public sealed class PoolTests
{
    private const int Places = 8;

    [Fact]
    public void A_full_pool_keeps_the_corpus_and_takes_what_is_new_for_something_learned()
    {
        (Pool pool, Random random) = Filled(seed: 1, count: 20);
        Assert.Equal(20, pool.Learned);
        Assert.Equal(Places, Inputs(pool).Count(static one => one < 100));
        Assert.Contains((byte)19, Inputs(pool));
        Assert.Superset<byte>(new HashSet<byte> { 100, 101 }, Inputs(pool));

        // Of what is kept nothing is new; of what gave way, all is.
        byte gone = Enumerable.Range(0, 20).Select(static one => (byte)one).First(one => !Inputs(pool).Contains(one));
        pool.Learn([19], Outcome(19), random);
        Assert.Equal(20, pool.Learned);
        pool.Learn([gone], Outcome(gone), random);
        Assert.Equal(21, pool.Learned);
    }

    [Fact]
    public void Which_one_gives_way_is_chosen_by_the_seed()
    {
        Assert.Equal(Inputs(Filled(seed: 1, count: 200).Pool), Inputs(Filled(seed: 1, count: 200).Pool));
        Assert.NotEqual(Inputs(Filled(seed: 1, count: 200).Pool), Inputs(Filled(seed: 2, count: 200).Pool));
    }

    private static (Pool Pool, Random Random) Filled(int seed, int count)
    {
        var random = new Random(seed);
        var pool = new Pool([[100], [101]], Places);
        for (int i = 0; i < count; i++)
        {
            pool.Learn([(byte)(i % 100)], Outcome(i), random);
        }

        return (pool, random);
    }

    // Letters: numbers do not count in an outcome.
    private static string Outcome(int number) => new([(char)('a' + (number / 26)), (char)('a' + (number % 26))]);

    // A thousand picks meet each of ten.
    private static SortedSet<byte> Inputs(Pool pool)
    {
        var random = new Random(0);
        return [.. Enumerable.Range(0, 1000).Select(_ => pool.Pick(random)[0])];
    }
}
