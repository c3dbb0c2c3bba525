using TypedTasks.CommandLine;

return await CommandTree.RunAsync(args, Console.Out, Console.Error, CancellationToken.None);
