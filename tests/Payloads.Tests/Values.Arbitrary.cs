using FsCheck;
using FsCheck.Fluent;

namespace TypedTasks.Payloads.Tests;

public static partial class Values
{
    /// <summary>Values as FsCheck wants them.</summary>
    public static Arbitrary<T> Of<T>() => Arb.From(
        from seed in Gen.Choose(0, int.MaxValue)
        from size in Gen.Choose(0, 8)
        select (T)Make(typeof(T), new Random(seed), size)!);
}
