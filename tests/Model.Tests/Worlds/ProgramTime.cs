namespace TypedTasks.Model.Tests.Worlds;

/// <summary>The clock of a program: it stands still until a step moves it, back as well.</summary>
internal sealed class ProgramTime : TimeProvider
{
    private long ticks = new DateTimeOffset(2030, 1, 1, 0, 0, 0, TimeSpan.Zero).UtcTicks;

    public long Milliseconds => GetUtcNow().ToUnixTimeMilliseconds();

    public void Move(TimeSpan by) => Interlocked.Add(ref ticks, by.Ticks);

    public override DateTimeOffset GetUtcNow() => new(Interlocked.Read(ref ticks), TimeSpan.Zero);
}
