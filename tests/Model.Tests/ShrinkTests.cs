using TypedTasks.Brokers;
using TypedTasks.Model.Tests.Steps;
using TypedTasks.Model.Tests.Worlds;

namespace TypedTasks.Model.Tests;

/// <summary>A broker that does wrong is caught, and told of by a program that a person reads in a moment.</summary>
public class ShrinkTests
{
    private const int MostSteps = 6;

    public static TheoryData<string> WrongBrokers => [.. Wrong.Keys];

    private static Dictionary<string, Func<IBroker, IBroker>> Wrong { get; } = new()
    {
        ["ignores renewals"] = static inner => new IgnoresRenewals(inner),
        ["forgets attempts"] = static inner => new ForgetsAttempts(inner),
        ["takes twice"] = static inner => new TakesTwice(inner),
        ["delays anew"] = static inner => new DelaysAnew(inner),
        ["loses suspects"] = static inner => new LosesSuspects(inner),
    };

    [Theory]
    [MemberData(nameof(WrongBrokers))]
    public void A_wrong_broker_is_caught_by_a_program_of_at_most_six_steps(string name)
    {
        var check = new ModelCheck(() => Task.FromResult<Side>(new MemorySide()), () => Task.FromResult<Side>(new MemorySide(Wrong[name])));

        (Step[] Program, string Difference)? found = check.Run(programs: 2000, seed: 1);

        Assert.NotNull(found);
        TestContext.Current.SendDiagnosticMessage($"{name}: {ModelCheck.Tell(found.Value.Program, found.Value.Difference)}");
        Assert.InRange(found.Value.Program.Length, 1, MostSteps);
    }

    [Fact]
    public void Two_brokers_that_do_the_same_are_told_apart_by_no_program()
    {
        var check = new ModelCheck(() => Task.FromResult<Side>(new MemorySide()), () => Task.FromResult<Side>(new MemorySide()));

        Assert.Null(check.Run(programs: 500, seed: 1));
        Assert.True(check.Steps > 5000);
    }
}
