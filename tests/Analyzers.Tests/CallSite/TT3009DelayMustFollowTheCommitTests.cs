using TypedTasks.Analyzers.Tests.Harness;

namespace TypedTasks.Analyzers.Tests.CallSite;

public sealed class TT3009DelayMustFollowTheCommitTests : RuleTests
{
    [Theory]
    [InlineData("using var scope = new TransactionScope(); await [|call.Delay()|]; scope.Complete();")]
    [InlineData("using (var scope = new TransactionScope()) { scope.Complete(); await [|call.Delay()|]; }")]
    [InlineData("using var transaction = connection.BeginTransaction(); await [|client.Delay(call)|]; transaction.Commit();")]
    [InlineData("await using var transaction = await connection.BeginTransactionAsync(); if (client is not null) { await [|client.Delay(call)|]; } await transaction.CommitAsync();")]
    [InlineData("var transaction = connection.BeginTransaction(); try { await [|client.DelayMany([call])|]; transaction.Commit(); } catch { transaction.Rollback(); }")]
    [InlineData("await using var transaction = await database.BeginTransactionAsync(); await [|call.Delay()|]; await transaction.CommitAsync();")]
    public Task Flags_ADelayBeforeTheCommit(string body) => Reports(Method(body));

    [Theory]
    [InlineData("using (var scope = new TransactionScope()) { scope.Complete(); } await call.Delay();")]
    [InlineData("using var transaction = connection.BeginTransaction(); transaction.Commit(); await call.Delay();")]
    [InlineData("await using var transaction = await database.BeginTransactionAsync(); await transaction.CommitAsync(); await call.Delay();")]
    [InlineData("await call.Delay(); using var transaction = connection.BeginTransaction(); transaction.Commit();")]
    [InlineData("using var scope = new TransactionScope(TransactionScopeOption.Suppress); await call.Delay();")]
    [InlineData("using var transaction = connection.BeginTransaction(); Func<Task> later = () => call.Delay(); transaction.Commit(); await later();")]
    [InlineData("using var stream = new MemoryStream(); await call.Delay();")]
    public Task Accepts_ADelayOutsideOfATransaction(string body) => StaysSilent(Method(body));

    [Fact]
    public async Task TheMessage_NamesTheVariable() => Assert.Equal(
        "The transaction 'scope' is open here: a worker may run the task before the commit, or after a rollback; Delay when it is committed",
        await Message(Method("using var scope = new TransactionScope(); await [|call.Delay()|];")));

    private static string Method(string body) => $$"""
        using System.Data.Common;
        using System.Transactions;
        using Microsoft.EntityFrameworkCore.Storage;

        public static class Orders
        {
            public static async Task Place(TaskCall<int> call, ITaskClient client, DbConnection connection, IDatabase database)
            {
                await Task.Yield();
                {{body}}
            }
        }

        public interface IDatabase
        {
            Task<IDbContextTransaction> BeginTransactionAsync();
        }

        namespace Microsoft.EntityFrameworkCore.Storage
        {
            public interface IDbContextTransaction : IAsyncDisposable
            {
                Task CommitAsync();
            }
        }
        """;
}
