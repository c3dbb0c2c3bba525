namespace TypedTasks.CommandLine.Tests;

/// <summary>Contract files in a folder that goes with the test.</summary>
public abstract class ContractFiles : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("typedtasks-contract-").FullName;

    public void Dispose()
    {
        Directory.Delete(folder, recursive: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Writes one and returns its path.</summary>
    protected string Contract(string name, string text)
    {
        string path = Path.Combine(folder, name + ".txt");
        File.WriteAllText(path, "contract 1\n" + text);
        return path;
    }

    protected string Missing(string name) => Path.Combine(folder, name);
}
