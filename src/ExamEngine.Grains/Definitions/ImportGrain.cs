using ExamEngine.Contracts.Definitions;
using ExamEngine.Contracts.Kernel;
using ExamEngine.Contracts.Programs;
using ExamEngine.Core.Kernel;
using ExamEngine.Grains.Kernel;
using ExamEngine.Interchange.Authoring;
using Orleans.Concurrency;

namespace ExamEngine.Grains.Definitions;

/// <summary>Finds out what a file defines and hands it to that grain.</summary>
[GrainType("import"), StatelessWorker]
internal sealed class ImportGrain : Grain, IImportGrain
{
    public async Task<Reply<ImportDone>> Import(Actor actor, AuthoringFile file)
    {
        switch (AuthoringFile_.Identify(file.Yaml))
        {
            default:
                return new Problem("input.yaml", "");
        }
    }
}
