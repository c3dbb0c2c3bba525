using System.Text;

namespace TypedTasks.Fuzz.Engine;

/// <summary>
/// The inputs that mutation starts from: the corpus, and every mutated one that came out in a way not seen before. This is what
/// guides the search: messages of refusals name the place and the reason, so that a new one is a new branch of the reader.
/// </summary>
internal sealed class Pool
{
    // Texts of outcomes quote what was read; without a bound that would be a new one each time. Some targets fill it within seconds.
    private const int MaxPlaces = 4000;
    private const int MaxSignature = 160;

    private readonly byte[][] corpus;
    private readonly List<(byte[] Input, string Signature)> kept = [];
    private readonly HashSet<string> seen = new(StringComparer.Ordinal);
    private readonly int places;

    public Pool(IEnumerable<byte[]> corpus, int places = MaxPlaces)
    {
        this.corpus = [.. corpus];
        this.places = places;
    }

    /// <summary>How many were learned, those that gave way to later ones included.</summary>
    public int Learned { get; private set; }

    public byte[] Pick(Random random) => random.Next(corpus.Length + kept.Count) is var at && at < corpus.Length ? corpus[at] : kept[at - corpus.Length].Input;

    /// <summary>Keeps an input whose outcome is new. Where no place is left, one that was learned before gives way, and its outcome is new again.</summary>
    public void Learn(byte[] input, string outcome, Random random)
    {
        string signature = Signature(outcome);
        if (!seen.Add(signature))
        {
            return;
        }

        Learned++;
        if (kept.Count < places)
        {
            kept.Add((input, signature));
            return;
        }

        // By chance: the oldest would take with it what the search is built on, and to refuse would end the search.
        int place = random.Next(places);
        seen.Remove(kept[place].Signature);
        kept[place] = (input, signature);
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
