using System.Text;
using TypedTasks.BrokerConformance.Tasks;
using TypedTasks.Dispatch;

namespace TypedTasks.Runtime.Tests.Dispatch;

public sealed class DispatchTableTests
{
    [Fact]
    public void Finds_every_task_of_every_assembly_by_the_bytes_of_its_name()
    {
        TestModule[] modules = [.. Enumerable.Range(0, 20).Select(m => Module($"A{m}", Enumerable.Range(0, 50).Select(t => $"A{m}.Class.Task{t}")))];
        var table = new DispatchTable(modules);

        Assert.Equal(1000, table.Invokers.Count);
        Assert.All(table.Invokers, invoker =>
        {
            Assert.True(table.TryFind(Encoding.UTF8.GetBytes(invoker.Definition.Name), out int index));
            Assert.Same(invoker, table.Invokers[index]);
        });
    }

    [Theory]
    [InlineData("")]
    [InlineData("Shop.Emails")]
    [InlineData("Shop.Emails.Sen")]
    [InlineData("Shop.Emails.Send2")]
    [InlineData("shop.emails.send")]
    [InlineData("a name of more than sixteen bytes that nobody has")]
    public void Does_not_find_what_is_not_there(string name)
    {
        var table = new DispatchTable([Module("Shop", ["Shop.Emails.Send"])]);

        Assert.False(table.TryFind(Encoding.UTF8.GetBytes(name), out int index));
        Assert.Equal(-1, index);
    }

    [Fact]
    public void An_empty_table_finds_nothing() => Assert.False(DispatchTable.Empty.TryFind("x"u8, out _));

    [Fact]
    public void A_lookup_allocates_nothing()
    {
        var table = new DispatchTable([Module("Shop", ["Shop.Emails.Send", "Shop.Emails.Café"])]);
        byte[] name = Encoding.UTF8.GetBytes("Shop.Emails.Café");
        Assert.True(table.TryFind(name, out _));

        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 100; i++)
        {
            table.TryFind(name, out _);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void Refuses_two_tasks_of_one_name_and_names_both_assemblies()
    {
        TaskSetupException error = Assert.Throws<TaskSetupException>(
            () => new DispatchTable([Module("Shop", ["Send"]), Module("Billing", ["Send"])]));

        Assert.Contains("'Send'", error.Message, StringComparison.Ordinal);
        Assert.Contains("Shop", error.Message, StringComparison.Ordinal);
        Assert.Contains("Billing", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Finds_a_task_by_its_aliases_too()
    {
        var table = new DispatchTable([Module("Shop", ["Send", "Greet"]), Aliased("Billing", "Bill", "Invoice", "Shop.Büro")]);

        foreach (string name in new[] { "Bill", "Invoice", "Shop.Büro" })
        {
            Assert.True(table.TryFind(Encoding.UTF8.GetBytes(name), out int index));
            Assert.Equal("Bill", table.Invokers[index].Definition.Name);
        }

        Assert.Equal(3, table.Invokers.Count);
    }

    [Theory]
    [InlineData("Send", "is also the name of 'Send' in Shop")]
    [InlineData("Bill", "is also the name of 'Bill' in Billing")]
    [InlineData("Old", "is also an alias of 'Greet' in Greetings")]
    [InlineData("no name", "is no task name")]
    public void Refuses_an_alias_that_leads_to_two_tasks_or_to_none(string alias, string because)
    {
        TaskSetupException error = Assert.Throws<TaskSetupException>(
            () => new DispatchTable([Module("Shop", ["Send"]), Aliased("Greetings", "Greet", "Old"), Aliased("Billing", "Bill", alias)]));

        Assert.StartsWith($"The alias '{alias}' of 'Bill' in Billing {because}", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Refuses_an_alias_that_a_later_assembly_has_as_a_name() => Assert.Throws<TaskSetupException>(
        () => new DispatchTable([Aliased("Billing", "Bill", "Send"), Module("Shop", ["Send"])]));

    [Fact]
    public void A_module_that_is_named_twice_counts_once()
    {
        TestModule module = Module("Shop", ["Send"]);

        Assert.Single(new DispatchTable([module, module]).Invokers);
    }

    [Fact]
    public void Lists_what_the_generator_had_to_skip_in_any_assembly()
    {
        var table = new DispatchTable([new TestModule("A").Skip("A.X", "it is generic"), new TestModule("B").Skip("B.Y", "it is private")]);

        Assert.Equal(["A.X", "B.Y"], table.Skipped.Select(skipped => skipped.Method));
    }

    [Fact]
    public void Finds_a_task_by_what_it_returns()
    {
        var table = new DispatchTable([Module("Shop", ["Send"])]);

        Assert.Equal("Send", table.FindByResult<NoResult>()?.Name);
        Assert.Null(table.FindByResult<string>());
    }

    private static TestModule Aliased(string assembly, string name, params string[] aliases) =>
        new TestModule(assembly).Add(new TestInvoker(new TestTask(name), _ => ValueTask.CompletedTask) { Others = aliases });

    private static TestModule Module(string assembly, IEnumerable<string> names)
    {
        var module = new TestModule(assembly);
        foreach (string name in names)
        {
            module.Task(name, _ => { });
        }

        return module;
    }
}
