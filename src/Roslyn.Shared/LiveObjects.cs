using Microsoft.CodeAnalysis;

namespace TypedTasks.Roslyn;

/// <summary>The types that mean something in one process only, by metadata name: no reference to their assemblies is needed.</summary>
internal static class LiveObjects
{
    private const string Service = "is a service, which lives in one process; take it as a [FromServices] parameter or in the constructor";
    private const string Connection = "is a connection, which lives in one process; take it as a [FromServices] parameter and send what the handler needs to ask for";
    private const string Request = "is of one request, which is over when the task runs; send the values that the task needs";
    private const string Body = "is read where it was opened; send its bytes, or a name by which the handler can open it";
    private const string Running = "is work of this process; await it and send what it gives";
    private const string Sequence = "is walked where it was made; send its elements as a list or an array";
    private const string Handle = "is a handle of this process; send what the handler can open again";
    private const string Signal = "works between threads of one process only";
    private const string Reflection = "names code of one process; send a name or an enum";
    private const string Code = "is code, and no code travels; send data and choose in the handler";
    private const string Query = "is a query of one process; run it and send its rows, or send its conditions";

    /// <summary>Asked of the type and of its base classes.</summary>
    private static readonly Dictionary<string, string> Classes = new(StringComparer.Ordinal)
    {
        ["System.IO.Stream"] = Body,
        ["System.IO.TextReader"] = Body,
        ["System.IO.TextWriter"] = Body,
        ["System.IO.BinaryReader"] = Body,
        ["System.IO.BinaryWriter"] = Body,
        ["System.IO.Pipelines.PipeReader"] = Body,
        ["System.IO.Pipelines.PipeWriter"] = Body,
        ["System.Threading.CancellationTokenSource"] = "cancels within one process; take a CancellationToken, which the worker supplies",
        ["System.Threading.CancellationTokenRegistration"] = "cancels within one process; take a CancellationToken, which the worker supplies",
        ["System.Threading.Tasks.Task"] = Running,
        ["System.Threading.Tasks.ValueTask"] = Running,
        ["System.Threading.Tasks.ValueTask`1"] = Running,
        ["System.Threading.Tasks.TaskCompletionSource"] = Running,
        ["System.Threading.Tasks.TaskCompletionSource`1"] = Running,
        ["System.Threading.Channels.Channel`1"] = Signal,
        ["System.Threading.Channels.Channel`2"] = Signal,
        ["System.Threading.Channels.ChannelReader`1"] = Signal,
        ["System.Threading.Channels.ChannelWriter`1"] = Signal,
        ["System.Threading.Thread"] = Signal,
        ["System.Threading.Timer"] = Signal,
        ["System.Threading.WaitHandle"] = Signal,
        ["System.Threading.SemaphoreSlim"] = Signal,
        ["System.Threading.ManualResetEventSlim"] = Signal,
        ["System.Threading.Lock"] = Signal,
        ["System.Threading.Tasks.TaskScheduler"] = Signal,
        ["System.Diagnostics.Process"] = Handle,
        ["System.Runtime.InteropServices.SafeHandle"] = Handle,
        ["System.Net.Sockets.Socket"] = Handle,
        ["System.Linq.Expressions.Expression"] = Code,
        ["System.Reflection.MemberInfo"] = Reflection,
        ["System.Reflection.Assembly"] = Reflection,
        ["System.Net.Http.HttpMessageInvoker"] = Service,
        ["System.Net.Http.HttpMessageHandler"] = Service,
        ["System.TimeProvider"] = Service,
        ["System.Random"] = "is a generator of this process; send its seed or its numbers",
        ["System.Data.Common.DbConnection"] = Connection,
        ["System.Data.Common.DbTransaction"] = Connection,
        ["System.Data.Common.DbDataSource"] = Connection,
        ["System.Data.Common.DbDataReader"] = Query,
        ["Microsoft.EntityFrameworkCore.DbContext"] = Connection,
        ["Microsoft.EntityFrameworkCore.DbSet`1"] = Query,
        ["Microsoft.AspNetCore.Http.HttpContext"] = Request,
        ["Microsoft.AspNetCore.Http.HttpRequest"] = Request,
        ["Microsoft.AspNetCore.Http.HttpResponse"] = Request,
        ["Microsoft.AspNetCore.SignalR.Hub"] = Request,
        ["System.Security.Claims.ClaimsPrincipal"] = "is of one request; send the id of the user, or the claims that the task needs",
        ["System.Security.Claims.ClaimsIdentity"] = "is of one request; send the id of the user, or the claims that the task needs",
    };

    /// <summary>Asked of the type itself, and of the interfaces that a type of no other kind implements.</summary>
    private static readonly Dictionary<string, string> Interfaces = new(StringComparer.Ordinal)
    {
        ["System.IServiceProvider"] = Service,
        ["Microsoft.Extensions.DependencyInjection.IServiceScope"] = Service,
        ["Microsoft.Extensions.DependencyInjection.IServiceScopeFactory"] = Service,
        ["Microsoft.Extensions.Logging.ILogger"] = Service,
        ["Microsoft.Extensions.Logging.ILogger`1"] = Service,
        ["Microsoft.Extensions.Logging.ILoggerFactory"] = Service,
        ["Microsoft.Extensions.Configuration.IConfiguration"] = Service,
        ["Microsoft.Extensions.Hosting.IHostEnvironment"] = Service,
        ["Microsoft.Extensions.Hosting.IHostApplicationLifetime"] = Service,
        ["Microsoft.Extensions.Options.IOptions`1"] = Service,
        ["Microsoft.Extensions.Options.IOptionsSnapshot`1"] = Service,
        ["Microsoft.Extensions.Options.IOptionsMonitor`1"] = Service,
        ["Microsoft.Extensions.Caching.Memory.IMemoryCache"] = Service,
        ["Microsoft.Extensions.Caching.Distributed.IDistributedCache"] = Service,
        ["System.Net.Http.IHttpClientFactory"] = Service,
        ["Microsoft.EntityFrameworkCore.IDbContextFactory`1"] = Service,
        ["StackExchange.Redis.IConnectionMultiplexer"] = Connection,
        ["StackExchange.Redis.IDatabase"] = Connection,
        ["TypedTasks.ITaskClient"] = Service,
        ["System.Data.IDbConnection"] = Connection,
        ["System.Data.IDbTransaction"] = Connection,
        ["System.Data.IDataReader"] = Query,
        ["System.Linq.IQueryable"] = Query,
        ["System.Linq.IQueryable`1"] = Query,
        ["System.Linq.IOrderedQueryable`1"] = Query,
        ["System.Collections.Generic.IAsyncEnumerable`1"] = Sequence,
        ["System.Collections.Generic.IEnumerator`1"] = Sequence,
        ["System.Collections.Generic.IAsyncEnumerator`1"] = Sequence,
        ["System.Collections.IEnumerator"] = Sequence,
        ["System.Threading.ITimer"] = Signal,
        ["System.Security.Principal.IPrincipal"] = "is of one request; send the id of the user",
        ["System.Security.Principal.IIdentity"] = "is of one request; send the id of the user",
        ["Microsoft.AspNetCore.Http.IHttpContextAccessor"] = Request,
        ["Microsoft.AspNetCore.Http.IFormFile"] = Body,
        ["System.IDisposable"] = "says only that something must be closed, and what must be closed lives in one process",
        ["System.IAsyncDisposable"] = "says only that something must be closed, and what must be closed lives in one process",
        ["System.IProgress`1"] = "calls back into one process",
    };

    /// <summary>What kind of thing a type is and what to do about it, after its name; null for data.</summary>
    public static string? Describe(INamedTypeSymbol type)
    {
        if (type.TypeKind == TypeKind.Delegate)
        {
            return Code;
        }

        if (type.TypeKind == TypeKind.Interface)
        {
            return Interfaces.TryGetValue(type.MetadataName(), out string? itself) ? itself : null;
        }

        for (INamedTypeSymbol? one = type; one is { SpecialType: not (SpecialType.System_Object or SpecialType.System_ValueType) }; one = one.BaseType)
        {
            if (Classes.TryGetValue(one.MetadataName(), out string? reason))
            {
                return reason;
            }
        }

        return null;
    }
}
