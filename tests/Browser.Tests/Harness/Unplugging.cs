namespace Browser.Tests.Harness;

/// <summary>A computer that loses its network.</summary>
internal static class Unplugging
{
    /// <summary>
    /// Sockets end with the network, as they do when a computer loses it. Chromium's emulation leaves them half open, and its network process then takes a whole
    /// core for as long as the server has something to say. Before the page is opened.
    /// </summary>
    public static Task EndSocketsOffline(this IPage page) => page.AddInitScriptAsync(
        """
        globalThis.WebSocket = class extends WebSocket {
          constructor(...to) {
            super(...to);
            addEventListener('offline', () => this.close());
          }
        };
        """);
}
