Console.WriteLine("TypedTasks Quickstart");
