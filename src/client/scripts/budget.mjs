// What a learner downloads until the first question is on the screen: the page, its scripts and its styles, gzipped. KaTeX and
// its fonts come only with a question that needs them, and are held to their own rules: apart from the rest, and woff2 only. What a
// proctored exam needs besides comes only with one, and the face counter after its consent. The checker of credentials comes with the
// first file; the page that is saved has all in it.
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

const BUDGET_BYTES = 90 * 1024;
const dist = process.argv[2] ?? 'dist';
const manifest = JSON.parse(await readFile(join(dist, '.vite/manifest.json'), 'utf8'));
const late = (key) => /katex|learner\/(?:proctored|held\/held|sharing\/sharing)|verify\/check/.test(key);

/** The files of an entry with everything it imports, now or later, but what is late. */
function filesOf(key, seen = new Set()) {
    if (seen.has(key) || late(key)) return [];
    seen.add(key);
    const chunk = manifest[key];
    const more = [...(chunk.imports ?? []), ...(chunk.dynamicImports ?? [])].flatMap((next) => filesOf(next, seen));
    return [chunk.file, ...(chunk.css ?? []), ...more];
}

async function gzipped(files) {
    const sizes = await Promise.all(
        files.map(async (name) => gzipSync(await readFile(join(dist, name)), { level: 9 }).length),
    );
    return sizes.reduce((sum, size) => sum + size, 0);
}

const kilobytes = (bytes) => `${(bytes / 1024).toFixed(1)} KB`;
const failures = [];
for (const page of ['index.html', 'verify.html', 'staff.html', 'proctor.html', 'school.html']) {
    const size = await gzipped([...new Set([page, ...filesOf(page)])]);
    console.log(`${page}: ${kilobytes(size)} gzip of ${kilobytes(BUDGET_BYTES)}`);
    if (size > BUDGET_BYTES) failures.push(`${page} is over its budget`);
    if (/<script(?![^>]*\bsrc=)|<style|\sstyle=|\son\w+=/i.test(await readFile(join(dist, page), 'utf8')))
        failures.push(`${page} has inline script or style, which the content security policy blocks`);
}
const assets = await readdir(join(dist, 'assets'));
const katex = assets.filter((name) => /^katex.*\.(js|css)$/.test(name)).map((name) => join('assets', name));
console.log(`KaTeX, with the first formula: ${kilobytes(await gzipped(katex))} gzip`);
const proctored = Object.keys(manifest).find((key) => key.endsWith('learner/proctored/part.tsx'));
if (!proctored) failures.push('what a proctored exam needs is not apart from the rest');
else {
    const { file, css = [] } = manifest[proctored];
    console.log(`A proctored exam: ${kilobytes(await gzipped([file, ...css]))} gzip besides`);
}
const checker = Object.keys(manifest).find((key) => key.endsWith('verify/check/checker.ts'));
if (!checker) failures.push('the checker of credentials is not apart from the rest');
else console.log(`Checking files, with the first one: ${kilobytes(await gzipped([manifest[checker].file]))} gzip`);
const saved = await readFile(join(dist, 'verify-saved.html'), 'utf8');
if (/\b(?:src|href)="(?!#)/.test(saved.replace(/<script>.*<\/script>/s, '')))
    failures.push('the saved page loads something, and it must need nothing');
console.log(`The saved page: ${kilobytes(saved.length)}`);
const counter = assets
    .filter((name) => /^(face-worker|tiny_face).*\.(js|bin)$/.test(name))
    .map((name) => join('assets', name));
console.log(`Counting faces, after consent: ${kilobytes(await gzipped(counter))} gzip`);
const fonts = assets.filter((name) => /\.(woff|ttf|otf|eot)$/.test(name));
if (fonts.length > 0) failures.push(`fonts other than woff2: ${fonts.join(', ')}`);
for (const failure of failures) console.error(failure);
process.exitCode = failures.length > 0 ? 1 : 0;
