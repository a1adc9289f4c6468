using System.Collections.Immutable;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using ExamEngine.Contracts.Credentials;
using ExamEngine.Contracts.Kernel;
using ExamEngine.Core.Credentials;
using ExamEngine.Grains.Credentials.Keys;
using ExamEngine.Grains.Hosting;
using ExamEngine.Interchange.OpenBadges;
using ExamEngine.Interchange.Pdf;

namespace ExamEngine.Grains.Credentials;

/// <summary>
/// Makes what a credential consists of, from what was written down when it was issued and from nothing else: the same facts give the same document and,
/// with the same certificate, the same file. What takes time to draw is drawn on the thread pool, and holds no thread of Orleans.
/// </summary>
internal sealed class CredentialPress(CredentialPdf pdf, CredentialPictures pictures, EngineKeys keys, BadgeKeys badges, GrainOptions options)
{
    /// <summary>The institution's name.</summary>
    public string Issuer => options.Issuer;

    /// <summary>SHA-256 of the certificate that signs PDFs.</summary>
    public string Fingerprint => keys.Fingerprint;

    public static Uri AddressOf(GrainOptions options, Guid id) => new(options.PublicAddress, $"v/{id}");

    /// <summary>Why it cannot be printed; null when it can.</summary>
    public Task<Problem?> Refuse(Guid id, CredentialEvent.Issued issued) => Task.Run(() => Printed<Problem?>(() =>
    {
        pdf.Check(CredentialPapers.Of(id, issued, AddressOf(options, id), default));
        return null;
    }, problem => problem));

    /// <summary>The signed Open Badge, as it is to be kept.</summary>
    public CredentialEvent.Signed Sign(Guid id, CredentialEvent.Issued issued, StatusEntry entry, DateTimeOffset now)
    {
        var signer = badges.Find(entry.Issuer, entry.Key);
        var document = CredentialDocuments.Badge(id, issued, signer.Id, entry.List, entry.Index, options);
        return new(entry.List, entry.Index, signer.Id, signer.Key.Multibase, DataIntegrity.Sign(document, signer, now).ToJsonString(CredentialDocuments.Plain)) { At = now };
    }

    /// <summary>Null for a form that a credential of its kind has not.</summary>
    public Task<CredentialFile?> Make(string form, Guid id, CredentialEvent.Issued issued, CredentialEvent.Signed signed) => Task.Run<CredentialFile?>(() => form switch
    {
        CredentialForms.Json => File(id, form, "application/vc", Encoding.UTF8.GetBytes(signed.Document)),
        CredentialForms.Jwt => File(id, form, "application/vc+jwt", Encoding.ASCII.GetBytes(VcJwt.Sign(Parsed(signed), badges.Find(signed.Issuer, signed.Key)))),
        CredentialForms.Pdf => File(id, form, "application/pdf", pdf.Render(
            CredentialPapers.Of(id, issued, AddressOf(options, id), Encoding.UTF8.GetBytes(signed.Document)), keys.Signing)),
        CredentialForms.Png => File(id, form, "image/png", Baking.Png(pictures.Of(issued).Png.Span, signed.Document)),
        CredentialForms.Svg => File(id, form, "image/svg+xml", Encoding.UTF8.GetBytes(Baking.Svg(pictures.Of(issued).Svg, signed.Document))),
        _ => null,
    });

    /// <summary>A program with its parts, signed by the key and at the moment of its own document.</summary>
    public Task<CredentialFile> Clr(Guid id, CredentialEvent.Issued issued, CredentialEvent.Signed signed, ImmutableArray<string> parts) => Task.Run(() =>
    {
        var signer = badges.Find(signed.Issuer, signed.Key);
        var document = CredentialDocuments.Clr(id, issued, signed, [.. parts.Select(Parsed), Parsed(signed)], options);
        return File(id, "clr.json", "application/vc", Encoding.UTF8.GetBytes(DataIntegrity.Sign(document, signer, signed.At).ToJsonString(CredentialDocuments.Plain)));
    });

    /// <summary>
    /// A list of revocations as it stands, signed. Its proof says when; it is valid from when it was opened, so nobody whose clock is behind, or who looked at
    /// theirs before they asked, finds it to be of the future.
    /// </summary>
    public string StatusList(int number, StatusListEvent.Opened by, StatusListState state, DateTimeOffset now)
    {
        var signer = badges.Find(by.Issuer, by.Key);
        return DataIntegrity.Sign(StatusListDocument.Of(CredentialDocuments.ListAddress(number, options), signer.Id, state.Bits(), by.At), signer, now).ToJsonString(CredentialDocuments.Plain);
    }

    /// <summary>What a credential of a program would look like.</summary>
    public Task<Reply<CredentialFile>> Sample(string program, string programTitle, CredentialTemplate template, TemplatePreview sample)
    {
        var isProgram = sample.Kind == CredentialKinds.Program;
        var order = new IssueCredential(
            Guid.Empty, "", sample.Name, program, programTitle, isProgram ? "" : programTitle, sample.Language, 0, DateTimeOffset.UnixEpoch, true, program, "", sample.Kind, program);
        var issued = CredentialFacts.Of(order, Issuer, new(CredentialWording.BuiltIn, template)) with { At = DateTimeOffset.UnixEpoch };
        var paper = CredentialPapers.Of(Guid.Empty, issued, AddressOf(options, Guid.Empty), default);
        return Task.Run(() => Printed<Reply<CredentialFile>>(() => File(Guid.Empty, CredentialForms.Pdf, "application/pdf", pdf.RenderSample(paper)), problem => problem));
    }

    private static T Printed<T>(Func<T> print, Func<Problem, T> refused)
    {
        try
        {
            return print();
        }
        catch (MissingGlyphException e)
        {
            return refused(new("credential.missing-glyph", $"{e.Message} Nothing was issued; a template in another script, or a name as it is written in one of those there are, can be."));
        }
        catch (ArgumentException e)
        {
            return refused(new("input.credential", e.Message));
        }
    }

    private static CredentialFile File(Guid id, string ending, string mediaType, byte[] content) =>
        new($"credential-{id}.{ending}", ImmutableCollectionsMarshal.AsImmutableArray(content), mediaType);

    private static JsonObject Parsed(CredentialEvent.Signed signed) => Parsed(signed.Document);

    private static JsonObject Parsed(string document) => JsonNode.Parse(document)?.AsObject() ?? throw new JsonException("A document is an object.");
}
