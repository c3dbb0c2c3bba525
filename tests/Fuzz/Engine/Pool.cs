using System.Text;

namespace TypedTasks.Fuzz.Engine;

/// <summary>
/// The inputs that mutation starts from: the corpus, and every mutated one that came out in a way not seen before. This is what
/// guides the search: messages of refusals name the place and the reason, so that a new one is a new branch of the reader.
/// </summary>
internal sealed class Pool
{
    // Texts of outcomes quote what was read; without a bound that would be a new one each time.
    private const int MaxLearned = 4000;
    private const int MaxSignature = 160;

    private readonly List<byte[]> inputs;
    private readonly HashSet<string> seen = new(StringComparer.Ordinal);
    private readonly int given;

    public Pool(IEnumerable<byte[]> corpus)
    {
        inputs = [.. corpus];
        given = inputs.Count;
    }

    /// <summary>How many were learned.</summary>
    public int Learned => inputs.Count - given;

    public byte[] Pick(Random random) => inputs[random.Next(inputs.Count)];

    /// <summary>Keeps an input whose outcome is new.</summary>
    public void Learn(byte[] input, string outcome)
    {
        if (Learned < MaxLearned && seen.Add(Signature(outcome)))
        {
            inputs.Add(input);
        }
    }

    // Numbers and quoted texts are the input's, not the reader's.
    private static string Signature(string outcome)
    {
        var text = new StringBuilder();
        bool quoted = false;
        foreach (char letter in outcome.AsSpan(0, Math.Min(outcome.Length, MaxSignature)))
        {
            quoted ^= letter == '\'';
            if (!quoted && !char.IsAsciiDigit(letter))
            {
                text.Append(letter);
            }
        }

        return text.ToString();
    }
}
