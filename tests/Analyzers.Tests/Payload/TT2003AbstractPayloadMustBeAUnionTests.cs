using TypedTasks.Analyzers.Tests.Harness;

namespace TypedTasks.Analyzers.Tests.Payload;

public sealed class TT2003AbstractPayloadMustBeAUnionTests : RuleTests
{
    [Theory]
    [InlineData("object")]
    [InlineData("object[]")]
    [InlineData("dynamic")]
    [InlineData("Dictionary<string, object>")]
    [InlineData("(int Id, object Body)")]
    [InlineData("IComparable")]
    [InlineData("Order")]
    [InlineData("IOrder")]
    [InlineData("Holder")]
    public Task Flags_WhatDoesNotSayWhatTravels(string type) => Reports(Task($"{type} [|argument|]") + """
        public abstract class Order { public int Id { get; set; } }
        public interface IOrder;
        public class Holder { public IOrder? Inner { get; set; } }
        """);

    [Fact]
    public async Task TheMessage_NamesThePath()
    {
        var message = await Message("""
            public interface ITax;

            public sealed record Line(int Id, ITax Tax);

            public sealed record Order(List<Line> Lines);

            public static partial class Emails
            {
                [Task] public static void Send(Order [|order|]) { }
            }
            """);

        Assert.StartsWith("'order.Lines[].Tax' of type ITax cannot travel: ", message, StringComparison.Ordinal);
    }

    [Fact]
    public Task Flags_AResult() => Reports("""
        public static partial class Emails
        {
            [Task] public static Task<object> [|Find|](int id) => throw new NotSupportedException();
        }
        """);

    [Fact]
    public Task Accepts_InterfacesOfCollections() => StaysSilent(Task(
        "IReadOnlyList<int> list, IEnumerable<string> names, ISet<Guid> set, IReadOnlyDictionary<string, IList<int>> map, ICollection<int> more"));

    [Fact]
    public Task Accepts_ADerivedClass() => StaysSilent(Task("Order order") + """
        public interface IOrder;
        public abstract class Document { public int Id { get; set; } }
        public sealed class Order : Document, IOrder { public string Name { get; set; } = ""; }
        """);

    [Fact]
    public Task Accepts_AService() => StaysSilent(Task("int id, [FromServices] IMailer mailer") + """
        public interface IMailer;
        """);

    private static string Task(string parameters) => $$"""
        public static partial class Emails
        {
            [Task] public static void Send({{parameters}}) { }
        }

        """;
}
