// A headless Chromium to be steered over its pipe (Chrome DevTools Protocol), so that a script needs nothing but the browser itself.
import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export class Chromium {
    #child;
    #home;
    #last = 0;
    #asked = new Map();
    #text = '';

    static async start({ width = 1920, height = 1080, dark = false, args = [] } = {}) {
        const chromium = new Chromium();
        chromium.#home = await mkdtemp(join(tmpdir(), 'chromium-'));
        const program = process.env.CHROMIUM ?? 'chromium';
        const all = [
            '--headless=new',
            '--disable-gpu',
            '--no-sandbox',
            '--remote-debugging-pipe',
            `--user-data-dir=${chromium.#home}`,
            `--window-size=${width},${height}`,
            '--lang=en-GB',
            '--no-first-run',
            '--disable-background-networking',
            ...args,
        ];
        chromium.#child = spawn(program, all, { stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'] });
        chromium.#child.stdio[4].on('data', (data) => chromium.#read(String(data)));
        const { targetId } = await chromium.#call('Target.createTarget', { url: 'about:blank' });
        const { sessionId } = await chromium.#call('Target.attachToTarget', { targetId, flatten: true });
        chromium.session = sessionId;
        await chromium.send('Page.enable');
        await chromium.send('Emulation.setDeviceMetricsOverride', {
            width,
            height,
            deviceScaleFactor: 1,
            mobile: false,
        });
        await chromium.send('Emulation.setEmulatedMedia', {
            features: [{ name: 'prefers-color-scheme', value: dark ? 'dark' : 'light' }],
        });
        return chromium;
    }

    send(method, params = {}) {
        return this.#call(method, params, this.session);
    }

    async open(url) {
        await this.send('Page.navigate', { url });
    }

    /** The value of an expression in the page; a promise is waited for. */
    async value(expression) {
        const { result, exceptionDetails } = await this.send('Runtime.evaluate', {
            expression,
            awaitPromise: true,
            returnByValue: true,
        });
        if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
        return result.value;
    }

    /** Waits until an expression in the page is true. */
    async until(expression, mostMs = 30_000) {
        for (
            const end = Date.now() + mostMs;
            Date.now() < end;
            await new Promise((resolve) => setTimeout(resolve, 100))
        )
            if (await this.value(expression).catch(() => false)) return;
        throw new Error(`This did not become true: ${expression}`);
    }

    async picture() {
        const { data } = await this.send('Page.captureScreenshot', { format: 'png' });
        return Buffer.from(data, 'base64');
    }

    async stop() {
        const gone = new Promise((resolve) => this.#child.once('exit', resolve));
        this.#child.kill();
        await gone;
        await rm(this.#home, { recursive: true, force: true, maxRetries: 5 });
    }

    #call(method, params, sessionId) {
        const id = ++this.#last;
        this.#child.stdio[3].write(`${JSON.stringify({ id, method, params, sessionId })}\0`);
        return new Promise((resolve, reject) => this.#asked.set(id, { resolve, reject }));
    }

    #read(data) {
        const parts = (this.#text + data).split('\0');
        this.#text = parts.pop();
        for (const part of parts) {
            const { id, result, error, method, params } = JSON.parse(part);
            if (method) this.onEvent?.(method, params);
            const asked = this.#asked.get(id);
            this.#asked.delete(id);
            if (error) asked?.reject(new Error(error.message));
            else asked?.resolve(result);
        }
    }
}
