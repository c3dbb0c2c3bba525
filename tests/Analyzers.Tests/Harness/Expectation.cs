using Microsoft.CodeAnalysis.Text;

namespace TypedTasks.Analyzers.Tests.Harness;

/// <summary>A diagnostic that must be there.</summary>
internal sealed record Expectation(string Id, TextSpan Span);
