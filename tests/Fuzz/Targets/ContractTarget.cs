using System.Text;
using TypedTasks.Contract;
using TypedTasks.Fuzz.Engine;
using TypedTasks.Fuzz.Mutation;

namespace TypedTasks.Fuzz.Targets;

/// <summary>The reader of TypedTasks.Contract.txt: it never throws, and what it read without a problem reads the same once it is written.</summary>
internal sealed class ContractTarget : Target
{
    public override string Name => "contract";

    // Fixed: a problem's exception, and what is empty. Per byte: a line of a byte is a string of its own and an object that reads it, and may be a problem
    // that was an exception with its stack.
    public override Bound Bound => new(64 * 1024, 4096);

    public override string Read(byte[] input)
    {
        ContractFile file = ContractReader.Read(Encoding.UTF8.GetString(input));
        if (file.Problems.Count > 0)
        {
            return file.Problems[0].Message;
        }

        string text = ContractText.Of(file.Contract);
        ContractFile again = ContractReader.Read(text);
        return again.Problems.Count == 0 && ContractText.Of(again.Contract) == text
            ? "read"
            : throw new InvalidOperationException($"A contract that was read reads otherwise once it is written: {(again.Problems.Count > 0 ? again.Problems[0].Message : "changed")}.");
    }

    public override byte[] Mutate(Random random, byte[] input, byte[] other) => TextMutation.Of(random, input, other);
}
