using TypedTasks;

namespace Mistakes;

public static partial class Users
{
    [Task]
    public static void Invite(string email, string password) => Console.WriteLine(email + password.Length); // TT2008
}
