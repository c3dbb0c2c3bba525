using Microsoft.CodeAnalysis;

namespace TypedTasks.Roslyn;

/// <summary>What to send in the place of a type of the framework that has no form on the wire.</summary>
internal static class FrameworkTypes
{
    private static readonly Dictionary<string, string> Advice = new(StringComparer.Ordinal)
    {
        ["System.Linq.ILookup`2"] = "a lookup cannot be built again; send a Dictionary of lists",
        ["System.Linq.Lookup`2"] = "a lookup cannot be built again; send a Dictionary of lists",
        ["System.Linq.IGrouping`2"] = "a grouping cannot be built again; send its key and its elements, as a KeyValuePair with a list",
        ["System.Collections.Generic.PriorityQueue`2"] = "its order is that of a comparer, which does not travel; send a list of its UnorderedItems",
        ["System.Collections.ArrayList"] = "it says nothing about its elements; send a List",
        ["System.Collections.Hashtable"] = "it says nothing about its elements; send a Dictionary",
        ["System.Collections.Queue"] = "it says nothing about its elements; send a Queue<T>",
        ["System.Collections.Stack"] = "it says nothing about its elements; send a Stack<T>",
        ["System.Collections.SortedList"] = "it says nothing about its elements; send a SortedList<TKey, TValue>",
        ["System.Collections.Specialized.StringCollection"] = "it is none of the collections that can travel; send a List<string>",
        ["System.Collections.Specialized.NameValueCollection"] = "it is none of the collections that can travel; send a Dictionary<string, string[]>",
        ["System.Collections.Concurrent.BlockingCollection`1"] = "it works between threads of one process; send its elements as a list",
        ["System.Dynamic.ExpandoObject"] = "it says nothing about its members; send a record or a Dictionary",
        ["System.Data.DataTable"] = "it says nothing about its rows; send a list of records",
        ["System.Data.DataSet"] = "it says nothing about its rows; send lists of records",
        ["System.Text.Json.JsonElement"] = "it is a window on a document of this process; send its text (GetRawText) or a type of your own",
        ["System.Text.Json.JsonDocument"] = "it is a document of this process; send its text or a type of your own",
        ["System.Text.Json.Nodes.JsonNode"] = "it says nothing about what it holds; send its text (ToJsonString) or a type of your own",
        ["System.Text.Json.Nodes.JsonObject"] = "it says nothing about what it holds; send its text (ToJsonString) or a type of your own",
        ["System.Text.Json.Nodes.JsonArray"] = "it says nothing about what it holds; send its text (ToJsonString) or a type of your own",
        ["System.Exception"] = "an exception cannot be built again; send its type's name and its message",
        ["System.Net.IPAddress"] = "it is none of the framework's types that can travel; send its text",
        ["System.Net.Mail.MailAddress"] = "it is none of the framework's types that can travel; send its text",
        ["System.Globalization.CultureInfo"] = "it is none of the framework's types that can travel; send its Name",
        ["System.TimeZoneInfo"] = "it is none of the framework's types that can travel; send its Id",
        ["System.Text.RegularExpressions.Regex"] = "it is none of the framework's types that can travel; send its pattern",
        ["System.Text.Rune"] = "it is none of the framework's types that can travel; send its Value",
        ["MessagePack.Nil"] = "it holds nothing",
    };

    /// <summary>Why a type cannot travel and what to send instead, as the end of a sentence; null for the others.</summary>
    public static string? AdviceFor(INamedTypeSymbol type) => Advice.TryGetValue(type.MetadataName(), out string? advice) ? advice : null;
}
