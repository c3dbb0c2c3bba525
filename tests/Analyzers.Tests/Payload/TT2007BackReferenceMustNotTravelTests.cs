using TypedTasks.Analyzers.Tests.Harness;

namespace TypedTasks.Analyzers.Tests.Payload;

public sealed class TT2007BackReferenceMustNotTravelTests : RuleTests
{
    [Theory]
    [InlineData("public sealed class Order { public List<Line> Lines { get; set; } = []; } public sealed class Line { public Order? Order { get; set; } }")]
    [InlineData("public sealed class Order { public Line[]? Lines { get; set; } } public sealed record Line(int Id, Order? Parent);")]
    [InlineData("public sealed class Order { public Dictionary<string, Line>? Lines { get; set; } } public sealed class Line { public Order? OwnerOrder { get; set; } }")]
    [InlineData("public sealed class Order { public Order? Parent { get; set; } public List<Order> Children { get; set; } = []; }")]
    public Task Flags_ChildrenThatKnowTheirParent(string types) => Reports(Task("Order [|order|]") + types);

    [Fact]
    public Task Flags_AResultThatHoldsAPair() => Reports("""
        public sealed class Order { public List<Line> Lines { get; set; } = []; }

        public sealed class Line { public Order? Order { get; set; } }

        public static partial class Orders
        {
            [Task] public static Order? [|Load|](int id) => null;
        }
        """);

    [Fact]
    public async Task TheMessage_NamesBothEnds()
    {
        var message = await Message(Task("List<Order> [|orders|]") + "public sealed class Order { public List<Line> Lines { get; set; } = []; } public sealed class Line { public Order? Order { get; set; } }");

        Assert.StartsWith("Line.Order leads back to the Order that holds it in Lines", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("public sealed class Order { public int Id { get; set; } public List<Order> Children { get; set; } = []; }")]
    [InlineData("public sealed record Order(int Id, Order? Next);")]
    [InlineData("public sealed class Order { public Order? Left { get; set; } public Order? Right { get; set; } public List<Order>? Others { get; set; } }")]
    [InlineData("public sealed class Order { public List<Line> Lines { get; set; } = []; } public sealed class Line { public Order? Replacement { get; set; } }")]
    [InlineData("public sealed class Order { public List<Line> Lines { get; set; } = []; } public sealed class Line { [System.Text.Json.Serialization.JsonIgnore] public Order? Order { get; set; } }")]
    [InlineData("public sealed class Order { public List<Line> Lines { get; set; } = []; } public sealed class Line { public int OrderId { get; set; } internal Order? Order { get; set; } }")]
    public Task Accepts_WhatEnds(string types) => StaysSilent(Task("Order order") + types);

    [Fact]
    public Task Accepts_APairThatIsNoArgument() => StaysSilent("""
        public sealed class Order { public List<Line> Lines { get; set; } = []; }

        public sealed class Line { public Order? Order { get; set; } }

        public static partial class Orders
        {
            [Task] public static void Ship(int id) { }

            public static void Print(Order order) { }
        }
        """);

    private static string Task(string parameters) => $$"""
        public static partial class Orders
        {
            [Task] public static void Ship({{parameters}}) { }
        }

        """;
}
