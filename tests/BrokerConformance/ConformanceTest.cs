using System.Reflection;

namespace TypedTasks.BrokerConformance;

/// <summary>One test of the suite by name, so that the suite itself can be tested: a wrong broker must fail at least one.</summary>
/// <param name="Name">The name of the test.</param>
/// <param name="Promises">The promises that it holds.</param>
/// <param name="Body">Runs it on a suite that was initialized.</param>
public sealed record ConformanceTest(string Name, IReadOnlyList<string> Promises, Func<BrokerConformanceSuite, Task> Body)
{
    /// <summary>All tests of <see cref="BrokerConformanceSuite"/>, by name.</summary>
    public static IReadOnlyList<ConformanceTest> All { get; } =
    [
        .. typeof(BrokerConformanceSuite).GetMethods()
            .Where(static method => method.GetCustomAttribute<FactAttribute>() is not null)
            .OrderBy(static method => method.Name, StringComparer.Ordinal)
            .Select(static method => new ConformanceTest(
                method.Name,
                method.GetCustomAttribute<PromiseAttribute>()?.Promises ?? [],
                method.CreateDelegate<Func<BrokerConformanceSuite, Task>>())),
    ];

    /// <summary>Runs it as a runner would.</summary>
    /// <returns>What it threw, or null where it passed.</returns>
    public async Task<Exception?> RunAsync(BrokerConformanceSuite suite)
    {
        ArgumentNullException.ThrowIfNull(suite);
        try
        {
            await suite.InitializeAsync();
            await Body(suite);
            return null;
        }
        catch (Exception failure)
        {
            return failure;
        }
        finally
        {
            await suite.DisposeAsync();
        }
    }
}
