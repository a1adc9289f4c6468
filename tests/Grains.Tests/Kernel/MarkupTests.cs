using ExamEngine.Grains.Kernel;

namespace Grains.Tests.Kernel;

public sealed class MarkupTests
{
    [Fact]
    public void A_text_is_rendered_once_for_all_who_read_it()
    {
        var exam = $"exam-{Guid.NewGuid()}";

        Assert.Same(Markup.Html("Read *this*.", exam, 1), Markup.Html("Read *this*.", exam, 1));
    }

    [Fact]
    public void The_same_text_of_another_version_points_to_its_own_images()
    {
        Assert.Contains("/api/exams/a/versions/1/assets/plot", Markup.Html("![Plot](asset:plot)", "a", 1), StringComparison.Ordinal);
        Assert.Contains("/api/exams/a/versions/2/assets/plot", Markup.Html("![Plot](asset:plot)", "a", 2), StringComparison.Ordinal);
        Assert.Contains("/api/exams/b/versions/1/assets/plot", Markup.Html("![Plot](asset:plot)", "b", 1), StringComparison.Ordinal);
    }
}
