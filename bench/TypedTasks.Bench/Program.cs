Console.Error.WriteLine("usage: ./do bench <scenario>");
return 2;
