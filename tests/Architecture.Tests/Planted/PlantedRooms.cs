// A forbidden arrow, planted so that a test can show that the check finds one.
namespace TypedTasks.Planted.Client
{
    internal sealed class PlantedClient
    {
        public static string Greet() => "hello";
    }
}

namespace TypedTasks.Planted.Worker
{
    internal sealed class PlantedWorker
    {
        public static string Run() => Client.PlantedClient.Greet();
    }
}
