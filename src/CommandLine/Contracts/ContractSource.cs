using System.Globalization;
using TypedTasks.Contract;

namespace TypedTasks.CommandLine.Contracts;

/// <summary>A contract file on disk.</summary>
internal static class ContractSource
{
    /// <summary>Reads one, or says why not.</summary>
    public static WireContract? Read(string path, TextWriter errors)
    {
        string text;
        try
        {
            text = File.ReadAllText(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            errors.WriteLine($"{path}: {error.Message}");
            return null;
        }

        ContractFile file = ContractReader.Read(text);
        foreach (ContractProblem problem in file.Problems)
        {
            errors.WriteLine($"{path}({problem.Line.ToString(CultureInfo.InvariantCulture)}): {problem.Message}");
        }

        return file.Problems.Count == 0 ? file.Contract : null;
    }
}
