using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;

namespace TypedTasks.Roslyn;

/// <summary>The payload types of one compilation, each looked at once however many tasks lead to it.</summary>
/// <remarks>Kept beside its compilation and dying with it; analyzers ask from several threads.</remarks>
internal sealed class PayloadShapes
{
    public const int MaxDepth = 64;
    public const int MaxShapes = 1_000;
    private const int ShownDepth = 4;

    private static readonly ConditionalWeakTable<Compilation, PayloadShapes> OfCompilations = new();

    private readonly ConcurrentDictionary<ITypeSymbol, PayloadShape> shapes = new(SymbolEqualityComparer.Default);
    private readonly ConcurrentDictionary<ITypeSymbol, PayloadWalk> walks = new(SymbolEqualityComparer.Default);
    private readonly Compilation compilation;
    private int looks;

    private PayloadShapes(Compilation compilation) => this.compilation = compilation;

    public static PayloadShapes Of(Compilation compilation) => OfCompilations.GetValue(compilation, static one => new PayloadShapes(one));

    /// <summary>One type by itself.</summary>
    public PayloadShape ShapeOf(ITypeSymbol type) => shapes.TryGetValue(type, out PayloadShape? known) ? known : shapes.GetOrAdd(type, Classify(type));

    /// <summary>The same where a parameter or a member may name a serializer of its own.</summary>
    public PayloadShape ShapeOf(ITypeSymbol type, SaidSerializer? serializer) =>
        serializer is null ? ShapeOf(type) : PayloadClassifier.Custom(type, serializer, compilation);

    /// <summary>Everything that a type leads to, breadth first, within the bounds.</summary>
    public PayloadWalk Walk(ITypeSymbol root) => walks.TryGetValue(root, out PayloadWalk? known) ? known : walks.GetOrAdd(root, WalkNow(root));

    /// <summary>How often a type was looked at: as often as there are types, when each is looked at once.</summary>
    public int Looks => looks;

    /// <summary>How many types were looked at.</summary>
    public int Types => shapes.Count;

    private PayloadShape Classify(ITypeSymbol type)
    {
        Interlocked.Increment(ref looks);
        return PayloadClassifier.Classify(type, compilation);
    }

    /// <summary>The same where a parameter may name a serializer of its own: nothing hangs on it then.</summary>
    public PayloadWalk Walk(ITypeSymbol root, SaidSerializer? serializer)
    {
        if (serializer is null)
        {
            return Walk(root);
        }

        PayloadShape shape = ShapeOf(root, serializer);
        return new([shape], shape.Problem is { } problem ? [new(string.Empty, root, problem)] : []);
    }

    private PayloadWalk WalkNow(ITypeSymbol root)
    {
        if (ShapeOf(root) is { Problem: null, Edges.Count: 0 } leaf)
        {
            return new([leaf], []);
        }

        var found = new List<(PayloadShape Shape, int Parent, string Step, int Depth)> { (ShapeOf(root), -1, string.Empty, 1) };
        var seen = new HashSet<ITypeSymbol>(SymbolEqualityComparer.Default) { root };
        var faults = new List<PayloadFault>();
        for (int i = 0; i < found.Count; i++)
        {
            (PayloadShape shape, _, _, int depth) = found[i];
            if (shape.Problem is { } problem)
            {
                faults.Add(new(PathTo(i), shape.Type, problem));
            }

            foreach (PayloadEdge edge in shape.Edges)
            {
                if (edge.Serializer is null && !seen.Add(edge.Type))
                {
                    continue;
                }

                if (depth == MaxDepth || found.Count == MaxShapes)
                {
                    // The way there, and the name of the type at its end, would fill a screen: its start shows what repeats.
                    faults.Add(new(string.Empty, root, PayloadProblem.NotSerializable(
                        depth == MaxDepth ? $"it is nested deeper than {MaxDepth} types, by way of {PathTo(Ancestor(i, depth - ShownDepth))} and so on" : $"more than {MaxShapes} types hang on it")));
                    return new([.. found.Select(static one => one.Shape)], faults);
                }

                found.Add((ShapeOf(edge.Type, edge.Serializer), i, edge.Step, depth + 1));
            }
        }

        return new([.. found.Select(static one => one.Shape)], faults);

        int Ancestor(int index, int generations)
        {
            for (; generations > 0; generations--)
            {
                index = found[index].Parent;
            }

            return index;
        }

        string PathTo(int index)
        {
            string path = string.Empty;
            for (; index >= 0; index = found[index].Parent)
            {
                path = found[index].Step + path;
            }

            return path;
        }
    }
}
