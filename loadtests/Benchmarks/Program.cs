using ExamEngine.Benchmarks;

if (args is ["journal", .. var rest]) return await JournalBenchmark.Run(rest);
return 0;
