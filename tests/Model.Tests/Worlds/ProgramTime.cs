namespace TypedTasks.Model.Tests.Worlds;

/// <summary>The clock of a program: it stands still until a step moves it, back as well. It begins long ago: to the real one every deadline has passed.</summary>
internal sealed class ProgramTime : TimeProvider
{
    private long ticks = new DateTimeOffset(2020, 1, 1, 0, 0, 0, TimeSpan.Zero).UtcTicks;

    public long Milliseconds => GetUtcNow().ToUnixTimeMilliseconds();

    public void Move(TimeSpan by) => Interlocked.Add(ref ticks, by.Ticks);

    public override DateTimeOffset GetUtcNow() => new(Interlocked.Read(ref ticks), TimeSpan.Zero);
}
