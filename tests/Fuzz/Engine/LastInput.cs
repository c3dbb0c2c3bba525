using System.IO.MemoryMappedFiles;

namespace TypedTasks.Fuzz.Engine;

/// <summary>
/// The input that is being read, in memory that the system writes to a file: a stack that overflows ends the process without a
/// word, and this is what is left of it. Length (4 bytes, little endian), then the bytes.
/// </summary>
internal sealed class LastInput : IDisposable
{
    private readonly MemoryMappedFile file;
    private readonly MemoryMappedViewAccessor view;

    public LastInput(string path, int maxLength)
    {
        file = MemoryMappedFile.CreateFromFile(path, FileMode.Create, null, maxLength + sizeof(int));
        view = file.CreateViewAccessor();
    }

    /// <summary>Reads what a process that died left.</summary>
    public static byte[] Read(string path)
    {
        byte[] bytes = File.ReadAllBytes(path);
        return bytes.AsSpan(sizeof(int), BitConverter.ToInt32(bytes)).ToArray();
    }

    public void Set(byte[] input)
    {
        view.Write(0, input.Length);
        view.WriteArray(sizeof(int), input, 0, input.Length);
    }

    public void Dispose()
    {
        view.Dispose();
        file.Dispose();
    }
}
