using System.Text;
using Microsoft.CodeAnalysis.Text;

namespace TypedTasks.Analyzers.Tests.Harness;

/// <summary>A source text with the diagnostics that it must give: <c>[|...|]</c> for the rule under test, <c>{|TT0001:...|}</c> for any id.</summary>
/// <param name="Text">The source without the marks.</param>
/// <param name="Expected">Where each id is expected.</param>
internal sealed record MarkedSource(string Text, IReadOnlyList<Expectation> Expected)
{
    public static MarkedSource Parse(string marked, string ruleId)
    {
        var text = new StringBuilder(marked.Length);
        var open = new Stack<(string Id, int Start, string Close)>();
        var expected = new List<Expectation>();
        for (var i = 0; i < marked.Length; i++)
        {
            var rest = marked.AsSpan(i);
            if (rest.StartsWith("[|", StringComparison.Ordinal))
            {
                open.Push((ruleId, text.Length, "|]"));
                i++;
            }
            else if (rest.StartsWith("{|", StringComparison.Ordinal) && rest.IndexOf(':') is > 2 and var colon)
            {
                open.Push((rest[2..colon].ToString(), text.Length, "|}"));
                i += colon;
            }
            else if (open.TryPeek(out var mark) && rest.StartsWith(mark.Close, StringComparison.Ordinal))
            {
                open.Pop();
                expected.Add(new Expectation(mark.Id, TextSpan.FromBounds(mark.Start, text.Length)));
                i++;
            }
            else
            {
                text.Append(marked[i]);
            }
        }

        Assert.True(open.Count == 0, "a mark is not closed");
        return new MarkedSource(text.ToString(), expected);
    }
}
