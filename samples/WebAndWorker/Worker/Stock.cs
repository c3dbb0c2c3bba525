namespace Shop.Worker;

/// <summary>What the shop can deliver.</summary>
internal sealed class Stock
{
    private readonly HashSet<string> articles = ["book", "lamp", "chair"];

    public void Reserve(string article, int quantity)
    {
        if (!articles.Contains(article) || quantity < 1)
        {
            throw new OutOfStockException(article);
        }
    }
}
