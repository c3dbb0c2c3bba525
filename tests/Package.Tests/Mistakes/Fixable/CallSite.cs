using TypedTasks;

namespace Mistakes;

public static partial class Parcels
{
    [Task]
    public static void Ship(int parcelId) => Console.WriteLine(parcelId);
}

public sealed class Warehouse(ITaskClient client)
{
    public async Task Close(int parcelId)
    {
        await Console.Out.WriteLineAsync("closing");
        client.Delay(Parcels.ShipTask.Call(parcelId)); // TT3001
        Parcels.ShipTask.Call(parcelId).In(TimeSpan.FromMinutes(5)); // TT3011
        client.Delay(Parcels.ShipTask.Call(parcelId)).Wait(); // TT3012
    }

    public async Task CloseAll(IEnumerable<int> parcelIds)
    {
        _ = Task.Run(() => Parcels.Ship(1)); // TT3002
        foreach (var parcelId in parcelIds) await Parcels.ShipTask.Delay(parcelId); // TT3003
    }
}
