namespace TypedTasks.Fuzz.Engine;

/// <summary>Something that reads bytes of strangers, and what it promises about that.</summary>
internal abstract class Target
{
    /// <summary>The name, also of the folder of its corpus.</summary>
    public abstract string Name { get; }

    /// <summary>The most that one input may allocate.</summary>
    public abstract Bound Bound { get; }

    /// <summary>The most bytes that an input grows to.</summary>
    public virtual int MaxLength => 8 * 1024;

    /// <summary>Reads one input.</summary>
    /// <returns>How it came out, in a word or a sentence; inputs whose outcome is new are kept and mutated further.</returns>
    public abstract string Read(byte[] input);

    /// <summary>Whether the documentation of what is read names this exception.</summary>
    public virtual bool Allows(Exception error) => false;

    /// <summary>A valid input, made by the writer; null where the corpus is all there is.</summary>
    public virtual byte[]? Write(Random random) => null;

    /// <summary>Changes an input with knowledge of its form.</summary>
    /// <param name="random">Where chance comes from.</param>
    /// <param name="input">The input.</param>
    /// <param name="other">Another one, to graft from.</param>
    public abstract byte[] Mutate(Random random, byte[] input, byte[] other);

    public sealed override string ToString() => Name;
}

/// <summary>A linear bound of what an input may allocate, counted on the thread that reads it.</summary>
/// <param name="Fixed">Bytes that any input may cost: the exception of a refusal with its stack, buffers of fixed size.</param>
/// <param name="PerByte">Bytes for each byte of the input.</param>
internal readonly record struct Bound(long Fixed, long PerByte)
{
    public long Of(int length) => Fixed + (PerByte * length);
}
