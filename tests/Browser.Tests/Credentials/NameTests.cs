using System.Text;
using ExamEngine.Contracts.Learners;

namespace Browser.Tests.Credentials;

/// <summary>Names as people write them, from the register to the signed page and its verification.</summary>
public sealed class NameTests(Chromium chromium, SharedEngine shared) : BrowserTest(chromium, shared)
{
    [Theory]
    [InlineData("armenian", "Արամ Խաչատրյան", "AM")]
    [InlineData("arabic", "محمد بن عبد الله الخوارزمي", "IQ")]
    [InlineData("devanagari", "श्रीकृष्ण द्विवेदी", "IN")]
    [InlineData("thai", "น้ำผึ้ง ศรีสุวรรณ", "TH")]
    [InlineData("chinese", "欧阳修", "CN")]
    public async Task A_name_in_any_script_stands_on_a_signed_credential(string script, string name, string country)
    {
        var exam = $"name-{script}";
        using var desk = Desk.Of(Engine);
        await desk.Exam(exam, [exam], yaml => yaml.Replace("exam: small", $"exam: {exam}", StringComparison.Ordinal), "small");
        await (await Engine.As("staff")).Put($"api/learners/{exam}", new LearnerProfile(name, country));
        using var learner = await desk.SignIn(exam);
        var credential = await Sitter.Earn(learner, exam);

        using var pdf = new CredentialPdf(await learner.Bytes($"api/credentials/{credential}/pdf"));
        await pdf.Shoot($"credential-{script}");
        Assert.Contains(name.Normalize(NormalizationForm.FormC), (await pdf.Text()).Normalize(NormalizationForm.FormC), StringComparison.Ordinal);
        Assert.Contains("Signature is Valid", await pdf.Signature(), StringComparison.Ordinal);

        var page = await Visit();
        await page.GotoAsync(await pdf.QrCode());
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "This credential is valid" })).ToBeVisibleAsync();
        await Expect(page.Locator(".credential-name")).ToHaveTextAsync(name);
        await page.Shoot($"verify-{script}");
    }
}
