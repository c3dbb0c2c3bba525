using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using TypedTasks;

var builder = Host.CreateApplicationBuilder();
builder.Services.AddTypedTasks().AddWorker(); // TT6001 TT6004
await builder.Build().RunAsync();

namespace Mistakes
{
    public static partial class Ramps
    {
        [Task]
        public static void Open(int ramp) => Console.WriteLine(ramp);
    }
}
