using ExamEngine.Contracts.Proctoring;
using ExamEngine.Grains.Credentials;
using ExamEngine.Grains.Credentials.Keys;
using ExamEngine.Grains.Definitions;
using ExamEngine.Grains.Grading;
using ExamEngine.Grains.Learners;
using ExamEngine.Grains.Proctoring;
using ExamEngine.Grains.Programs;
using ExamEngine.Grains.Sessions;
using ExamEngine.Grains.Windows;
using ExamEngine.Interchange.Art;
using ExamEngine.Interchange.OpenBadges;
using ExamEngine.Interchange.Pdf;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Orleans.Configuration;

namespace ExamEngine.Grains.Hosting;

public static class GrainRegistration
{
    /// <summary>What the grains of a silo need beside storage. Register after Orleans: the agenda calls grains from its first tick.</summary>
    public static IServiceCollection AddExamEngineGrains(this IServiceCollection services, GrainOptions options)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddMetrics();
        services.AddSingleton(options);
        services.TryAddSingleton(IceDirectory.None);
        // Addresses of grains that were called lately, about 250 bytes each. Orleans would keep a million: one of every learner and attempt for years.
        services.Configure<GrainDirectoryOptions>(directory => directory.CacheSize = 100_000);
        services.AddSingleton<EngineKeys>();
        services.TryAddSingleton<IBadgeKeyStore>(_ => new EncryptedKeyFile(options.KeysDirectory, options.BadgeSecretFile));
        services.AddSingleton<BadgeKeys>();
        services.AddSingleton<StatusEntries>();
        services.AddSingleton<BadgeArt>();
        services.AddSingleton<CredentialPictures>();
        services.AddSingleton<CredentialPress>();
        services.AddSingleton<IBadgeSources, BadgeSources>();
        services.AddSingleton<BadgeVerifier>();
        services.AddSingleton<ProgramTemplates>();
        services.AddSingleton(_ => FontShelf.Open(FontShelf.DefaultDirectory));
        services.AddSingleton<CredentialPdf>();
        services.AddSingleton<ExamVersions>();
        services.AddSingleton<Catalog>();
        services.AddSingleton<ProgramVersions>();
        services.AddSingleton<ProgressReading>();
        services.AddSingleton(options.Programs);
        services.AddSingleton<LearnerStandings>();
        services.AddSingleton<PlacesAtHand>();
        services.AddSingleton<WindowCloses>();
        services.AddSingleton<SessionInstruments>();
        services.AddSingleton<GradingInstruments>();
        services.AddSingleton<WatchInstruments>();
        services.AddSingleton<ClosingPace>();
        services.AddSingleton<GradingPace>();
        services.AddSingleton<SealedSessions>();
        services.AddSingleton<AgendaInstruments>();
        services.AddSingleton(options.Windows);
        services.AddSingleton<WindowInstruments>();
        services.AddSingleton<ExpectedSessions>();
        services.AddHostedService(provider => provider.GetRequiredService<ExpectedSessions>());
        services.AddSingleton<RoomTitles>();
        services.AddSingleton<RoomInstruments>();
        services.AddSingleton<ReviewInstruments>();
        services.AddHostedService<ReviewCounts>();
        services.AddSingleton<DutyCarrier>();
        services.AddSingleton<AgendaSweeper>();
        services.AddHostedService(provider =>
        {
            // Opened before the first session asks: to make keys takes seconds, and meanwhile each activation would hold a thread of the pool.
            provider.GetRequiredService<EngineKeys>();
            provider.GetRequiredService<BadgeKeys>();
            return provider.GetRequiredService<AgendaSweeper>();
        });
        return services;
    }
}
