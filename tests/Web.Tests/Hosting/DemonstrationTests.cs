using ExamEngine.Contracts.Kernel;
using ExamEngine.Contracts.Learners;
using ExamEngine.Contracts.Schools;
using ExamEngine.Silo;
using Microsoft.AspNetCore.Builder;

namespace Web.Tests.Hosting;

/// <summary>What a newcomer finds.</summary>
public sealed class DemonstrationTests : IDisposable
{
    private readonly DirectoryInfo directory = Directory.CreateTempSubdirectory("examengine-demonstration-tests");

    public void Dispose()
    {
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        directory.Delete(recursive: true);
    }

    [Fact]
    public async Task What_people_change_in_the_demonstration_is_there_after_a_restart()
    {
        AgreementPlan changed = new(20, "Master of Engineering in Logistics", "Counts for more.", Demo.Earlier, null);
        await using (var app = await Start())
        {
            var grains = app.Services.GetRequiredService<IGrainFactory>();
            Assert.NotNull((await grains.GetGrain<ILearnerGrain>("demo-1").Describe(Actor.System, new("Ani Petrosyan", "AM"))).Value);
            Assert.NotNull((await grains.GetGrain<ISchoolGrain>(Demo.School).Agree(Actor.System, "scm", changed)).Value);
            await app.StopAsync();
        }

        await using var again = await Start();
        var after = again.Services.GetRequiredService<IGrainFactory>();
        var learner = await after.GetGrain<ILearnerGrain>("demo-1").Home(new Actor("learner", "demo-1", Roles.Learner));
        var school = await after.GetGrain<ISchoolGrain>(Demo.School).Show(new Actor("staff", null, Roles.Staff));

        Assert.Equal("Ani Petrosyan", learner.Value?.LegalName);
        Assert.Equal(changed.Degree, Assert.Single(school.Value!.Agreements).Versions[^1].Degree);
        await again.StopAsync();
    }

    private async Task<WebApplication> Start()
    {
        var app = SiloHost.Build(
            ["--urls", "http://127.0.0.1:0", "--data", directory.FullName, "--environment", "Development", "--Logging:Console:LogLevel:Default=None"], out _)!;
        await app.StartAsync();
        return app;
    }
}
