// How many frames a second the console draws while every session of its board changes five times a second.
//   npm run build && node scripts/frames.mjs [sessions] [changes a second] [seconds]
// Real Chromium over the fixture server: the feed comes through a web socket and SignalR, as it does from a room. Chromium draws
// without a graphics card here, so what is measured is the least that a proctor's computer does. Fails below 50.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { Chromium } from './chromium.mjs';

const LEAST = 50;
const [sessions = 200, times = 5, seconds = 20] = process.argv.slice(2).map(Number);

const server = spawn(process.execPath, [new URL('../tests/fixture-server.mjs', import.meta.url).pathname, '0'], {
    stdio: ['ignore', 'pipe', 'inherit'],
    cwd: new URL('..', import.meta.url).pathname,
});
const address = String(await once(server.stdout, 'data')).trim();
const chromium = await Chromium.start();
try {
    await chromium.send('Network.enable');
    await chromium.send('Network.setCookie', { name: 'user', value: 'proctor', url: address });
    await scene({ room: sessions, busyBoard: times });
    await chromium.open(`${address}/proctor/rooms/w~scm-2026-11~1`);
    await chromium.until(`document.querySelectorAll('.cell').length === ${sessions}`);
    await new Promise((resolve) => setTimeout(resolve, 3000));
    for (const density of ['rows', 'small', 'large']) report(density, await measured(density));
} finally {
    await chromium.stop();
    server.kill();
}

async function measured(density) {
    await chromium.value(
        `document.querySelectorAll('.switch input')[${['rows', 'small', 'large'].indexOf(density)}].click()`,
    );
    await new Promise((resolve) => setTimeout(resolve, 2000));
    await chromium.send('Performance.enable', { timeDomain: 'threadTicks' });
    const before = await work();
    const seen = await chromium.value(`new Promise((resolve) => {
        const gaps = [];
        let changes = 0;
        const watching = new MutationObserver((all) => (changes += all.length));
        watching.observe(document.getElementById('board'), { subtree: true, childList: true, characterData: true, attributes: true });
        let last = performance.now();
        const until = last + ${seconds * 1000};
        const step = (now) => {
            gaps.push(now - last);
            last = now;
            if (now < until) requestAnimationFrame(step);
            else resolve({ gaps: gaps.slice(1), changes });
        };
        requestAnimationFrame(step);
    })`);
    const after = await work();
    return {
        ...seen,
        work: Object.fromEntries(Object.entries(after).map(([name, value]) => [name, value - before[name]])),
    };
}

/** Seconds of the page's thread so far. */
async function work() {
    const { metrics } = await chromium.send('Performance.getMetrics');
    const of = (name) => metrics.find((one) => one.name === name).value;
    return {
        all: of('TaskDuration'),
        script: of('ScriptDuration'),
        style: of('RecalcStyleDuration'),
        layout: of('LayoutDuration'),
    };
}

function report(density, { gaps, changes, work: spent }) {
    const sum = gaps.reduce((all, gap) => all + gap, 0);
    const sorted = gaps.toSorted ? gaps.toSorted((a, b) => a - b) : [...gaps].sort((a, b) => a - b);
    const at = (share) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))].toFixed(1);
    const rate = (gaps.length / sum) * 1000;
    console.log(
        `${density}: ${rate.toFixed(1)} frames a second; between frames p50 ${at(0.5)} ms, p99 ${at(0.99)} ms, most ${at(1)} ms; ` +
            `${Math.round((changes / sum) * 1000)} changes in the page a second (${sessions} sessions, ${times} a second each, ${seconds} s)`,
    );
    const share = (value) => `${((value / sum) * 100_000).toFixed(0)} %`;
    console.log(
        `  of the page's thread ${share(spent.all)}: script ${share(spent.script)}, style ${share(spent.style)}, layout ${share(spent.layout)}`,
    );
    if (rate < LEAST) process.exitCode = 1;
}

async function scene(body) {
    await fetch(`${address}/fixture`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify(body),
    });
}
