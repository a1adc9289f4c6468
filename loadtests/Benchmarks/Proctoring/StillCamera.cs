using System.Net.Http.Headers;
using ExamEngine.Benchmarks.Hub;

namespace ExamEngine.Benchmarks.Proctoring;

/// <summary>The camera of one learner who is signed in, has begun the check-in and has consented.</summary>
internal sealed class StillCamera
{
    private static readonly MediaTypeHeaderValue Jpeg = new("image/jpeg");

    private readonly Uri _address;
    private readonly string _cookies, _token;
    private byte[] _picture = [];
    private int _taken;

    private StillCamera(Uri address, string cookies, string token) => (_address, _cookies, _token) = (address, cookies, token);

    public static async Task<StillCamera> Open(Uri server, int number)
    {
        var (cookies, session) = await Learners.Consent(server, number);
        return new(
            new Uri(server, $"api/sessions/{session}/evidence/camera-still"), cookies.GetCookieHeader(server),
            cookies.GetAllCookies().First(cookie => cookie.Name == "XSRF-TOKEN").Value);
    }

    /// <summary>Sends a picture that was never sent before.</summary>
    public async Task Send(HttpClient client, int size)
    {
        if (_picture.Length != size)
        {
            _picture = new byte[size];
            Random.Shared.NextBytes(_picture);
            ((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF, 0xE0]).CopyTo(_picture);
        }

        BitConverter.TryWriteBytes(_picture.AsSpan(size / 2), ++_taken);
        using var request = new HttpRequestMessage(HttpMethod.Put, _address) { Content = new ByteArrayContent(_picture) { Headers = { ContentType = Jpeg } } };
        request.Headers.Add("Cookie", _cookies);
        request.Headers.Add("X-XSRF-TOKEN", _token);
        using var answer = await client.SendAsync(request);
        if (!answer.IsSuccessStatusCode)
            throw new InvalidOperationException($"A still was refused: {(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync()}");
    }
}
