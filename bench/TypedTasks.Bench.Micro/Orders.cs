namespace TypedTasks.Bench.Micro;

/// <summary>Tasks that take the records: what makes the generator write their serializers.</summary>
public static partial class Orders
{
    /// <summary>Takes the annotated record.</summary>
    [Task]
    public static void Place(Order order) => ArgumentNullException.ThrowIfNull(order);

    /// <summary>Takes the plain one.</summary>
    [Task]
    public static void PlacePlain(PlainOrder order) => ArgumentNullException.ThrowIfNull(order);
}
