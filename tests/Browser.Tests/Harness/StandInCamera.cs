using ExamEngine.Measuring;

namespace Browser.Tests.Harness;

/// <summary>
/// A camera that somebody sits before until they leave. It stands in for the picture alone: the page asks for it, counts faces in it and sends it as of any
/// other. The face is from one of the pictures that the counting library brings along.
/// </summary>
internal static class StandInCamera
{
    private static readonly string Face = Convert.ToBase64String(
        File.ReadAllBytes(Path.Combine(Repository.Root, "src", "client", "node_modules", "@vladmandic", "face-api", "demo", "sample2.jpg")));

    /// <summary>Before the page is opened.</summary>
    public static Task PutBefore(IPage page) => page.AddInitScriptAsync(
        $$"""
        (() => {
          const media = navigator.mediaDevices, real = media.getUserMedia.bind(media);
          const bytes = Uint8Array.from(atob('{{Face}}'), c => c.charCodeAt(0));
          media.getUserMedia = async wanted => {
            const given = await real(wanted);
            // One of those in the picture.
            const face = await createImageBitmap(new Blob([bytes], { type: 'image/jpeg' }), 1100, 0, 820, 615, { resizeWidth: 640, resizeHeight: 480 });
            const canvas = document.createElement('canvas');
            canvas.width = face.width;
            canvas.height = face.height;
            const drawing = canvas.getContext('2d');
            const draw = () => {
              if (!window.nobodyIsThere) return drawing.drawImage(face, 0, 0);
              drawing.fillStyle = '#8d8a84';
              drawing.fillRect(0, 0, canvas.width, canvas.height);
            };
            draw();
            setInterval(draw, 100);
            return new MediaStream([...canvas.captureStream(10).getVideoTracks(), ...given.getAudioTracks()]);
          };
        })();
        """);

    public static Task Leave(IPage page) => page.EvaluateAsync("() => { window.nobodyIsThere = true; }");

    public static Task ComeBack(IPage page) => page.EvaluateAsync("() => { window.nobodyIsThere = false; }");
}
