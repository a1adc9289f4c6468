using ExamEngine.LoadTests;

var data = Directory.CreateTempSubdirectory("examengine-load-");
await using (var stage = await Stages.Start(new StagePlan(StageShape.OneProcess, Line: null, data.FullName), CancellationToken.None))
    Console.WriteLine(stage.Address);
data.Delete(recursive: true);
