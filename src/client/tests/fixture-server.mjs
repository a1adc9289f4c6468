// Serves the built pages, under the policy they must live with, over a made-up school; for looking at them without a server.
//   npm run build && node tests/fixture-server.mjs [port] [dist]
// `POST /fixture {…}` sets the scene: {"busy": true}, {"opensInMs": 60000}, {"seat": {"id", …exam}}, {"end": id}, {"take": id},
// {"progress": "middle" | "earned" | "revoked"} through the program,
// {"room": 200, "busyBoard": 5} for a proctor's room, where each session changes so often a second,
// {"watch": {"id", …policy}}, {"peek": id} for what came of it, and what a proctor does then: {"proctor": {"id", "does": "admit" | "deny" | "ask" | "act" | "answer" | "hold", "with": […]}}.
import { webcrypto } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, join, normalize } from 'node:path';
import { createServer as createVite } from 'vite';
import { serveHub } from './fixture-hub.mjs';

const port = Number(process.argv[2] ?? 5181);
const dist = process.argv[3] ?? new URL('../dist', import.meta.url).pathname;
const policy =
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; connect-src 'self'; font-src 'self'; media-src 'self' blob:; worker-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";
const types = {
    '.html': 'text/html; charset=utf-8',
    '.js': 'text/javascript',
    '.css': 'text/css',
    '.svg': 'image/svg+xml',
    '.woff2': 'font/woff2',
};

const vite = await createVite({
    server: { middlewareMode: true, watch: null, ws: false },
    appType: 'custom',
    logLevel: 'error',
});
const { Site } = await vite.ssrLoadModule('/tests/fake/site.ts');
const pair = await webcrypto.subtle.generateKey({ name: 'ECDH', namedCurve: 'P-256' }, true, ['deriveBits']);
const handInKey = Buffer.from(await webcrypto.subtle.exportKey('spki', pair.publicKey)).toString('base64');
let site = new Site(handInKey);

const server = createServer(async (request, response) => {
    const url = new URL(request.url, `http://${request.headers.host}`);
    const chunks = [];
    for await (const chunk of request) chunks.push(chunk);
    const text = Buffer.concat(chunks).toString();
    const type = request.headers['content-type'] ?? '';
    const bytes = /^(image|video)\//.test(type);
    const body = bytes ? { bytes: text.length } : type === 'text/csv' ? text : text ? JSON.parse(text) : {};
    if (url.pathname === '/fixture') return reply(response, 200, setScene(body));
    if (url.pathname.startsWith('/hubs/')) return reply(response, 404, {});
    if (/\/evidence\/.+/.test(url.pathname) && request.method === 'GET') return show(response, url.pathname);
    if (url.pathname.startsWith('/api/')) return api(request, response, url, body);
    return file(response, url.pathname);
});
// The learners' pages are looked at without a hub; a board without one would be half a board.
serveHub(server, '/hubs/proctor', () => site.room);
server.listen(port, '127.0.0.1', () => console.log(`http://127.0.0.1:${server.address().port}`));

let feed = null;
setInterval(() => {
    site.room.acknowledge(60);
    site.room.flush();
}, 200);

/** Changes every session so often a second, as the busiest board can be. */
function keepBusy(times) {
    clearInterval(feed);
    let turn = 0;
    if (times > 0)
        feed = setInterval(() => {
            turn++;
            for (const [n, session] of [...site.room.sittings.keys()].entries())
                site.room.change(session, (cell) => stir(cell, n + turn));
        }, 1000 / times);
}

function stir(cell, turn) {
    const { state, watch } = cell;
    const at = new Date().toISOString();
    if (state.running) state.remainingMs -= Date.parse(at) - Date.parse(state.at);
    Object.assign(state, { at, lastHeard: at, answered: turn % 41, items: 40, currentItem: (turn % 40) + 1 });
    watch.open = turn % 7 === 0 ? ['page-hidden'] : [];
    if (turn % 11 === 0)
        Object.assign(watch, {
            flags: watch.flags + 1,
            latest: 'Nobody was before the camera',
            attention: (turn % 10) / 10,
        });
}

/** What a camera might show: a head before a wall, of other colours for each session. */
function picture(id) {
    const n = Number(/\d+/.exec(id)?.[0] ?? 7);
    const wall = `hsl(${(n * 47) % 360} 18% ${30 + (n % 4) * 9}%)`;
    const coat = `hsl(${(n * 83) % 360} 35% 38%)`;
    const skin = `hsl(${20 + (n % 15)} 45% ${35 + (n % 5) * 9}%)`;
    return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 320 240"><rect width="320" height="240" fill="${wall}"/><path d="M60 240c0-60 45-80 100-80s100 20 100 80z" fill="${coat}"/><ellipse cx="${155 + (n % 12)}" cy="105" rx="44" ry="56" fill="${skin}"/></svg>`;
}

function show(response, pathname) {
    response.writeHead(200, { 'Content-Type': 'image/svg+xml', 'Cache-Control': 'no-store' });
    response.end(picture(pathname.split('/').at(-1)));
}

function setScene(scene) {
    if (scene.reset) site = new Site(handInKey);
    if (scene.room !== undefined) site.fillRoom(scene.room);
    if (scene.busyBoard !== undefined) keepBusy(scene.busyBoard);
    if (scene.busy !== undefined) site.busy = scene.busy;
    if (scene.opensInMs !== undefined) site.opens = Date.now() + scene.opensInMs;
    if (scene.progress) site.programs.progressAt = scene.progress;
    if (scene.seat) site.seat(scene.seat.id, scene.seat);
    if (scene.end) site.sessions.get(scene.end).end('terminated', 'proctor');
    if (scene.take) site.sessions.get(scene.take).holder = webcrypto.randomUUID();
    if (scene.review) site.reviews.put(scene.review);
    if (scene.window) Object.assign(site.windows.all.get(scene.window.id), scene.window);
    if (scene.watch) site.watch(scene.watch.id, scene.watch);
    if (scene.proctor) proctor(scene.proctor);
    if (scene.peek) {
        const { evidence, chunks, signals } = site.watches.get(scene.peek);
        return { evidence, chunks: [...chunks], signals: [...signals.values()].flat() };
    }
    if (scene.age) site.sessions.get(scene.age.id).startedAt -= scene.age.ms;
    return {};
}

function proctor({ id, does, with: args = [] }) {
    const watch = site.watches.get(id);
    if (does !== 'hold') return watch[does](...args);
    const [hold] = args;
    watch.session.state = hold ? 'paused' : 'running';
    watch.session.hold = hold ?? null;
}

function api(request, response, url, body) {
    const user = /(?:^|;\s*)user=([^;]+)/.exec(request.headers.cookie ?? '')?.[1] ?? null;
    const answer = site.answer({ method: request.method, url, body, user });
    const cookies = ['XSRF-TOKEN=token; SameSite=Strict; Path=/'];
    if (answer.user === null) cookies.push('user=; Max-Age=0; Path=/');
    else if (answer.user) cookies.push(`user=${answer.user}; HttpOnly; SameSite=Strict; Path=/`);
    if (answer.retryAfter !== undefined) response.setHeader('Retry-After', answer.retryAfter);
    response.setHeader('Set-Cookie', cookies);
    reply(response, answer.status, answer.body);
}

function reply(response, status, body) {
    response.writeHead(status, { 'Content-Type': 'application/json', 'Cache-Control': 'no-store' });
    response.end(status === 204 ? undefined : JSON.stringify(body));
}

async function file(response, pathname) {
    const page = /^\/(v\/|verify$)/.test(pathname)
        ? 'verify.html'
        : pathname.startsWith('/staff')
          ? 'staff.html'
          : pathname.startsWith('/proctor')
            ? 'proctor.html'
            : 'index.html';
    const name = extname(pathname) ? normalize(pathname).slice(1) : page;
    const content = await readFile(join(dist, name)).catch(() => null);
    if (content === null) return reply(response, 404, {});
    response.writeHead(200, {
        'Content-Type': types[extname(name)] ?? 'application/octet-stream',
        'Content-Security-Policy': policy,
        'X-Content-Type-Options': 'nosniff',
    });
    response.end(content);
}
