#region declare
using TypedTasks;

namespace Shop;

public sealed partial class Emails(ISmtp smtp)
{
    /// <summary>Greets a new user.</summary>
    [Task(Queue = "high", Retries = 5)]
    public async Task SendWelcome(int userId, string locale = "en", CancellationToken ct = default) =>
        await smtp.SendAsync(userId, locale == "fr" ? "Bienvenue !" : "Welcome!", ct);

    [Task]
    public static int CountWords(string text) => text.Split(' ').Length;
}
#endregion

public interface ISmtp
{
    Task SendAsync(int userId, string text, CancellationToken cancellationToken);
}
