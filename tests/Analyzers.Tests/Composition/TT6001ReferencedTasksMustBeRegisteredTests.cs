using TypedTasks.Analyzers.Tests.Harness;

namespace TypedTasks.Analyzers.Tests.Composition;

public sealed class TT6001ReferencedTasksMustBeRegisteredTests : RuleTests
{
    private const string Billing = """
        // Project: Billing
        namespace Billing;

        public static partial class Invoices
        {
            [Task] public static void Send(int invoiceId) { }
        }

        """;

    private const string Contracts = """
        // Project: Contracts
        namespace Contracts;

        public partial interface IInvoices
        {
            [Task] Task Send(int invoiceId);
        }

        """;

    private const string Library = """
        // Project: Library
        using Microsoft.Extensions.DependencyInjection;

        namespace Library;

        public static partial class Setup
        {
            [Task] public static void Send(int invoiceId) { }

            public static IServiceCollection AddLibrary(this IServiceCollection services)
            {
                services.AddTypedTasks().AddLibraryTasks();
                return services;
            }
        }

        """;

    [Fact]
    public Task Flags_ALibraryThatIsForgotten() => Reports(Program(Billing, "services.[|AddTypedTasks|]().AddWorker();"));

    [Fact]
    public Task Flags_EachLibraryThatIsForgotten() => Reports(Program(
        Billing + Billing.Replace("Billing", "Stock", StringComparison.Ordinal), "services.[|[|AddTypedTasks|]|]().AddWorker();"));

    [Fact]
    public Task Flags_ALibraryBehindAnAlias_WhichHasNoFix() => HasNoFix(Program(
        StockAndBillsBehindAnAlias, "services.[|AddTypedTasks|]().AddShopTasksAndReferenced().AddWorker();"));

    [Fact]
    public Task Accepts_ALibraryBehindAnAlias_ThatIsRegisteredByName() => StaysSilent(Program(
        StockAndBillsBehindAnAlias,
        "bills::Microsoft.Extensions.DependencyInjection.BillingTasksRegistration.AddBillingTasks(services.AddTypedTasks().AddShopTasksAndReferenced()).AddWorker();")
        .Replace("// Project: Shop\n", "// Project: Shop\nextern alias bills;\n", StringComparison.Ordinal));

    [Fact]
    public Task Flags_TheWorkerOfAnotherFile() => Reports(
        Program(Billing, "services.[|AddTypedTasks|](); Hosting.Start(services);"),
        """
        using Microsoft.Extensions.DependencyInjection;

        static class Hosting
        {
            public static void Start(IServiceCollection services) => services.AddTypedTasks().AddWorker();
        }
        """);

    [Theory]
    [InlineData("services.AddTypedTasks().AddBillingTasks().AddWorker();")]
    [InlineData("services.AddTypedTasks().AddBillingTasksAndReferenced().AddWorker();")]
    [InlineData("services.AddTypedTasks().AddShopTasksAndReferenced().AddWorker();")]
    [InlineData("services.AddTypedTasks().AddModule(TypedTasks.Generated.Billing.Tasks.Instance).AddWorker();")]
    [InlineData("Microsoft.Extensions.DependencyInjection.BillingTasksRegistration.AddBillingTasks(services.AddTypedTasks()).AddWorker();")]
    public Task Accepts_ALibraryThatIsRegistered(string statement) => StaysSilent(Program(Billing, statement));

    [Theory]
    [InlineData("services.AddTypedTasks();")]
    [InlineData("TypedTasks.Dispatch.TaskModule module = null!; services.AddTypedTasks().AddModule(module).AddWorker();")]
    public Task Accepts_AHostThatOnlySends_OrRegistersWhatCannotBeSeen(string statement) => StaysSilent(Program(Billing, statement));

    [Fact]
    public Task Accepts_AContractOfInterfaces() => StaysSilent(Program(Contracts, "services.AddTypedTasks().AddWorker();"));

    [Fact]
    public Task Accepts_ALibraryThatRegistersItself() => StaysSilent(
        Program(Library, "services.AddLibrary(); services.AddTypedTasks().AddWorker();").Replace("using Micro", "using Library;\nusing Micro", StringComparison.Ordinal)
            .Replace("// Project: Library\nusing Library;", "// Project: Library", StringComparison.Ordinal));

    [Fact]
    public Task Accepts_ALibraryThatHostsNothing() => StaysSilent(Billing + """
        // Project: Shop
        using Microsoft.Extensions.DependencyInjection;

        public static class Hosting
        {
            public static void Start(IServiceCollection services) => services.AddTypedTasks().AddWorker();
        }
        """);

    [Fact]
    public async Task Says_WhatToCall() => Assert.Equal(
        "The worker knows no task of the referenced 'Billing', because AddBillingTasks() is never called; call it on what AddTypedTasks() returns",
        await Message(Program(Billing, "services.[|AddTypedTasks|]().AddWorker();")));

    [Fact]
    public Task Fixes_ByRegistering() => Fixes(
        Program(Billing, "services.[|AddTypedTasks|]().AddWorker();"),
        Program(Billing, "services.AddTypedTasks().AddBillingTasks().AddWorker();"));

    private static string StockAndBillsBehindAnAlias =>
        Billing.Replace("Billing", "Stock", StringComparison.Ordinal) + Billing.Replace("Project: Billing", "Project: Billing as bills", StringComparison.Ordinal);

    private static string Program(string projects, string statement) => projects + $$"""
        // Project: Shop
        using Microsoft.Extensions.DependencyInjection;

        var services = new ServiceCollection();
        {{statement}}
        """;
}
