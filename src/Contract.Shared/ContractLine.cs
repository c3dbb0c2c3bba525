using System.Globalization;
using System.Text;

namespace TypedTasks.Contract;

/// <summary>Reads one line from left to right. What does not fit throws <see cref="FormatException"/> with a sentence.</summary>
internal sealed class ContractLine
{
    private const int MaxDepth = 64;
    private readonly string text;
    private int at;

    public ContractLine(string line)
    {
        IsIndented = line.Length > 0 && char.IsWhiteSpace(line[0]);
        text = line.Trim();
        IsEmpty = AtEnd;
    }

    public bool IsIndented { get; }

    public bool IsEmpty { get; }

    /// <summary>
    /// Whether nothing is left but a comment, which begins with # at the start of a line or after a blank. Each token asks while it is read, so that quotes
    /// hide a # in the tokens that have quotes, and in no other.
    /// </summary>
    public bool AtEnd => at == text.Length || (text[at] == '#' && (at == 0 || char.IsWhiteSpace(text[at - 1])));

    /// <summary>The next word, up to a blank.</summary>
    public string Word(string what)
    {
        int start = at;
        while (!AtEnd && !char.IsWhiteSpace(text[at]))
        {
            at++;
        }

        return at > start ? Past(text.Substring(start, at - start)) : throw new FormatException($"{what} is missing");
    }

    /// <summary>Whether the next word is this one; it is then behind us.</summary>
    public bool Skip(string word)
    {
        int end = at + word.Length;
        if (string.CompareOrdinal(text, at, word, 0, word.Length) != 0 || (end < text.Length && !char.IsWhiteSpace(text[end])))
        {
            return false;
        }

        at = end;
        Past(word);
        return true;
    }

    public int Number(string what, int max)
    {
        string word = Word(what);
        return int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number <= max
            ? number
            : throw new FormatException($"'{word}' is no {what}");
    }

    public bool NextIsDigit => at < text.Length && text[at] is >= '0' and <= '9';

    /// <summary>A key: a word, or text in quotes.</summary>
    public string Key()
    {
        if (!Next('"'))
        {
            return Word("a name");
        }

        var key = new StringBuilder();
        for (at++; at < text.Length; at++)
        {
            switch (text[at])
            {
                case '"':
                    at++;
                    return Past(key.ToString());
                case '\\' when at + 1 < text.Length:
                    key.Append(Unescape());
                    break;
                default:
                    key.Append(text[at]);
                    break;
            }
        }

        throw new FormatException("a quote is not closed");
    }

    /// <summary>A type on the wire, and the one of C# in parentheses if it is there.</summary>
    public ValueEntry Value()
    {
        WireType type = Type();
        if (!Next('('))
        {
            return new(type, type.Text);
        }

        int start = at + 1;
        int depth = 0;
        for (; !AtEnd; at++)
        {
            depth += text[at] == '(' ? 1 : text[at] == ')' ? -1 : 0;
            if (depth == 0)
            {
                string sharp = text.Substring(start, at - start);
                at++;
                return new(type, Past(sharp));
            }
        }

        throw new FormatException("a parenthesis is not closed");
    }

    public WireType Type()
    {
        WireType type = TypeAt(0);
        return Past(type);
    }

    /// <summary>All that is left, up to a comment outside of its quotes.</summary>
    public string Rest()
    {
        int start = at;
        char quote = '\0';
        for (; at < text.Length && (quote != '\0' || !AtEnd); at++)
        {
            char c = text[at];
            if (quote == '\0')
            {
                quote = c is '"' or '\'' ? c : quote;
            }
            else if (c == '\\' && at + 1 < text.Length)
            {
                at++;
            }
            else if (c == quote)
            {
                quote = '\0';
            }
        }

        return text.Substring(start, at - start).TrimEnd();
    }

    public void End()
    {
        if (!AtEnd)
        {
            throw new FormatException($"'{Rest()}' is too much");
        }
    }

    private WireType TypeAt(int depth)
    {
        if (depth > MaxDepth)
        {
            throw new FormatException("a type is nested too deep");
        }

        string name = TypeName();
        WireType type = name switch
        {
            "array" when Next('<') => WireType.ArrayOf(Inner(depth, 1)[0]),
            "map" when Next('<') => Inner(depth, 2) is var pair ? WireType.MapOf(pair[0], pair[1]) : throw new FormatException(),
            "tuple" when Next('<') => WireType.TupleOf(Inner(depth, 0)),
            "custom" or "opaque" when Next('<') => WireType.Opaque(name + Brackets()),
            _ when WirePrimitives.Knows(name) && !Next('<') => WireType.Primitive(name),
            _ => WireType.Named(name + Arguments()),
        };
        if (Next('?'))
        {
            at++;
            return type.OrNil();
        }

        return type;
    }

    private string TypeName()
    {
        int start = at;
        if (!AtEnd && Next('#'))
        {
            // It would be a comment wherever it is written after a blank.
            throw new FormatException("a type does not begin with '#'");
        }

        while (!AtEnd && !char.IsWhiteSpace(text[at]) && text[at] is not ('<' or '>' or ',' or '?' or '(' or ')'))
        {
            at++;
        }

        return at > start ? text.Substring(start, at - start) : throw new FormatException("a type is missing");
    }

    private bool Next(char c) => at < text.Length && text[at] == c;

    private List<WireType> Inner(int depth, int count)
    {
        var inner = new List<WireType>();
        do
        {
            at++; // the bracket or a comma
            Blanks();
            inner.Add(TypeAt(depth + 1));
            Blanks();
        }
        while (Next(','));

        if (!Next('>'))
        {
            throw new FormatException("a '<' is not closed");
        }

        at++;
        return count == 0 || inner.Count == count ? inner : throw new FormatException($"{count} types are needed inside '<>', not {inner.Count}");
    }

    /// <summary>The type arguments of a C# name, as they stand; what may follow them is a nested type.</summary>
    private string Arguments()
    {
        int start = at;
        int depth = 0;
        for (; !AtEnd; at++)
        {
            char c = text[at];
            if (depth == 0 && (char.IsWhiteSpace(c) || c is '?' or ',' or '>' or '(' or ')'))
            {
                break;
            }

            depth += c == '<' ? 1 : c == '>' ? -1 : 0;
        }

        return depth == 0 ? text.Substring(start, at - start) : throw new FormatException("a '<' is not closed");
    }

    /// <summary>From a bracket to the one that closes it, as it stands.</summary>
    private string Brackets()
    {
        int start = at;
        int depth = 0;
        do
        {
            depth += AtEnd ? throw new FormatException("a '<' is not closed") : text[at] == '<' ? 1 : text[at] == '>' ? -1 : 0;
            at++;
        }
        while (depth > 0);
        return text.Substring(start, at - start);
    }

    private char Unescape()
    {
        char c = text[++at];
        if (c == 'u')
        {
            if (at + 4 < text.Length && ushort.TryParse(text.Substring(at + 1, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out ushort code))
            {
                at += 4;
                return (char)code;
            }

            throw new FormatException("\\u needs four digits");
        }

        return c switch { 'n' => '\n', 'r' => '\r', 't' => '\t', _ => c };
    }

    private T Past<T>(T value)
    {
        Blanks();
        return value;
    }

    private void Blanks()
    {
        while (at < text.Length && char.IsWhiteSpace(text[at]))
        {
            at++;
        }
    }
}
