using TypedTasks.Generators.Model;

namespace TypedTasks.Generators.Parsing;

/// <summary>The models of payload types that were made last, so that an equal one is not kept twice.</summary>
/// <remarks>
/// A shared type is in the model of every task that leads to it, and the driver compares all of those after each edit. When a new
/// compilation gives the very object that the last one gave, that comparison is one of references. Weak and of fixed size: it keeps
/// nothing alive, and what it forgets is only compared in full.
/// </remarks>
internal static class Seen
{
    private const int Size = 8_192;

    private static readonly WeakReference<PayloadModel>?[] Models = new WeakReference<PayloadModel>?[Size];

    /// <summary>The equal model that was seen before, or this one.</summary>
    public static PayloadModel Before(PayloadModel model)
    {
        ref WeakReference<PayloadModel>? place = ref Models[(uint)StringComparer.Ordinal.GetHashCode(model.Name) % Size];
        if (place is { } last && last.TryGetTarget(out PayloadModel? before) && before.Equals(model))
        {
            return before;
        }

        place = new WeakReference<PayloadModel>(model);
        return model;
    }
}
