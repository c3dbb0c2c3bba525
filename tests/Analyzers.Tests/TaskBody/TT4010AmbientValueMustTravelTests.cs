using TypedTasks.Analyzers.Tests.Harness;

namespace TypedTasks.Analyzers.Tests.TaskBody;

public sealed class TT4010AmbientValueMustTravelTests : RuleTests
{
    // The web framework is not referenced here; the rule knows its types by name.
    private const string Web = """
        namespace Microsoft.AspNetCore.Http
        {
            public class HttpContext { public string TraceIdentifier => ""; }
            public interface IHttpContextAccessor { HttpContext? HttpContext { get; set; } }
        }
        """;

    [Theory]
    [InlineData("var trace = accessor.[|HttpContext|]?.TraceIdentifier;")]
    [InlineData("var user = Thread.[|CurrentPrincipal|];")]
    [InlineData("var user = ClaimsPrincipal.[|Current|];")]
    [InlineData("var mine = Tenant.[|Value|];")]
    [InlineData("Func<string?> later = () => Tenant.[|Value|];")]
    public Task Flags_WhatStayedInTheRequest(string statement) => Reports(InTask(statement), Web);

    [Theory]
    [InlineData("Tenant.Value = tenant; Use(Tenant.Value);")]
    [InlineData("Tenant.Value = tenant;")]
    [InlineData("Thread.CurrentPrincipal = null;")]
    public Task Accepts_WhatTheTaskHasSetItself(string statement) => StaysSilent(InTask(statement), Web);

    [Theory]
    [InlineData("var local = new AsyncLocal<string>(); Use(local.Value);")]
    [InlineData("var culture = Thread.CurrentThread.CurrentCulture;")]
    [InlineData("var user = new ClaimsPrincipal().Identity;")]
    [InlineData("var lazy = new Lazy<string>(() => \"\"); Use(lazy.Value);")]
    public Task Accepts_WhatIsThereInAWorker(string statement) => StaysSilent(InTask(statement), Web);

    [Fact]
    public Task Accepts_AnAsyncLocal_WhereAFilterMaySetIt() => StaysSilent(
        InTask("Use(Tenant.Value);"),
        Web,
        """
        class TenantFilter : ITaskFilter
        {
            public Task InvokeAsync(TaskContext context, Func<Task> next)
            {
                Emails.Tenant.Value = context.Headers["tenant"];
                return next();
            }
        }
        """);

    [Fact]
    public Task Accepts_AnAccessorOutsideOfTasks() => StaysSilent(
        "class Page(Microsoft.AspNetCore.Http.IHttpContextAccessor accessor) { public string? Trace => accessor.HttpContext?.TraceIdentifier; }", Web);

    [Fact]
    public async Task Says_WhatToDo() => Assert.Equal(
        "'Tenant' is empty in a worker, because it does not travel with the task; pass what is needed as an argument or a header",
        await Message(InTask("Use(Tenant.Value);"), Web));

    private static string InTask(string statement) => $$"""
        using System.Security.Claims;
        using Microsoft.AspNetCore.Http;

        partial class Emails(IHttpContextAccessor accessor)
        {
            internal static readonly AsyncLocal<string?> Tenant = new();

            private static void Use(string? text) { }

            [Task]
            public void Send(int userId, string tenant)
            {
                {{statement}}
                Use(accessor.ToString());
            }
        }
        """;
}
