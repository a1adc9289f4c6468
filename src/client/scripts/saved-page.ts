import { createHash } from 'node:crypto';
import { build, type Plugin } from 'vite';
import { PLACE } from '../verify/files/saved-page.ts';

/** A package that brings contexts as modules names their files besides; nobody reads those. */
export const withoutContextFiles = (): Plugin => ({
  name: 'without-context-files',
  enforce: 'pre',
  transform(code, id) {
    if (!id.includes('/credentials-context/')) return null;
    return code.replace(/new URL\('[^']+\.jsonld', import\.meta\.url\)/g, 'undefined');
  },
});

/**
 * Builds the page that people save to check credentials without a network: one file with its script and style in it, under a policy
 * that lets it run these two and talk to nobody. The verify page fetches it as text and puts in what it is to know.
 */
export function savedPage(): Plugin {
  return {
    name: 'saved-page',
    apply: 'build',
    async generateBundle() {
      const built = await build({
        configFile: false,
        plugins: [withoutContextFiles()],
        logLevel: 'error',
        build: {
          target: 'es2022',
          write: false,
          cssCodeSplit: false,
          modulePreload: false,
          rolldownOptions: { input: 'verify/saved-main.tsx', output: { format: 'iife', codeSplitting: false } },
        },
      });
      const files = [built].flat().flatMap((one) => ('output' in one ? one.output : []));
      const script = files.flatMap((file) => (file.type === 'chunk' ? [file.code] : []));
      const style = files.flatMap((file) =>
        file.fileName.endsWith('.css') && 'source' in file ? [String(file.source)] : [],
      );
      if (script.length !== 1 || style.length !== 1 || files.length !== 2)
        this.error(`The saved page must be one script and one style: ${files.map((file) => file.fileName).join(', ')}`);
      this.emitFile({ type: 'asset', fileName: 'verify-saved.html', source: pageOf(script[0] ?? '', style[0] ?? '') });
    },
  };
}

function pageOf(script: string, style: string): string {
  // The only two words that end a script early, or hide its end; in a string, where alone they stand, they are the same so written.
  const inside = script.trim().replace(/<(?=\/script|!--)/gi, '\\x3C');
  const look = style.trim();
  const policy = `default-src 'none'; script-src ${hashOf(inside)}; style-src ${hashOf(look)}; base-uri 'none'; form-action 'none'`;
  return [
    '<!doctype html>',
    '<html lang="en">',
    '<head>',
    '<meta charset="utf-8" />',
    `<meta http-equiv="Content-Security-Policy" content="${policy}" />`,
    '<meta name="viewport" content="width=device-width, initial-scale=1" />',
    '<meta name="color-scheme" content="light dark" />',
    '<title>Check files of credentials · ExamEngine</title>',
    `<style>${look}</style>`,
    '</head>',
    '<body>',
    '<div id="app"></div>',
    '<noscript>This page needs JavaScript.</noscript>',
    PLACE,
    `<script>${inside}</script>`,
    '</body>',
    '</html>',
    '',
  ].join('\n');
}

const hashOf = (text: string): string => `'sha256-${createHash('sha256').update(text, 'utf8').digest('base64')}'`;
