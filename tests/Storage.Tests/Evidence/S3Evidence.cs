using ExamEngine.Storage.Evidence;

namespace Storage.Tests.Evidence;

public sealed class S3Evidence : EvidenceStoreSpec
{
    private SmallS3? _server;
    private S3EvidenceStore? _store;

    private protected override IEvidenceStore Store => _store!;

    private SmallS3 Server => _server!;

    public override async ValueTask InitializeAsync()
    {
        _server = await SmallS3.Start();
        _store = new(Options);
    }

    public override async ValueTask DisposeAsync()
    {
        _store?.Dispose();
        if (_server is not null)
            await _server.DisposeAsync();
    }

    private EvidenceOptions.S3 Options => new(Server.Address, SmallS3.Region, SmallS3.Bucket, "exams/", SmallS3.AccessKey, SmallS3.SecretKey);

    [Fact]
    public async Task An_object_is_called_by_its_session_and_knows_what_it_is()
    {
        var name = Still();
        await Store.Put(name, Small(Bytes(10)), TestContext.Current.CancellationToken);

        Assert.Equal(($"exams/{name.Session}/camera-still/{name.File}", "image/jpeg"), Assert.Single(Server.Objects.Select(item => (item.Key, item.Value.MediaType))));
    }

    [Fact]
    public async Task A_wrong_key_is_refused_and_told_as_a_store_that_does_not_serve()
    {
        using var store = new S3EvidenceStore(Options with { SecretKey = "guessed" });

        await Assert.ThrowsAsync<EvidenceUnavailableException>(() => store.Put(Still(), Small(Bytes(10)), TestContext.Current.CancellationToken).AsTask());
        Assert.Contains("SignatureDoesNotMatch", await store.Problem(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_is_away_is_a_store_that_does_not_serve()
    {
        await Server.DisposeAsync();

        await Assert.ThrowsAsync<EvidenceUnavailableException>(() => Store.Open(Still(), TestContext.Current.CancellationToken).AsTask());
        await Assert.ThrowsAsync<EvidenceUnavailableException>(() => Store.Delete(Guid.NewGuid(), EvidenceKind.Face, TestContext.Current.CancellationToken));
        Assert.NotNull(await Store.Problem(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_bucket_that_is_missing_is_a_problem_and_no_missing_evidence()
    {
        using var store = new S3EvidenceStore(Options with { Bucket = "another" });

        await Assert.ThrowsAsync<EvidenceUnavailableException>(() => store.Open(Still(), TestContext.Current.CancellationToken).AsTask());
        Assert.Contains("NoSuchBucket", await store.Problem(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }
}
