import { defineConfig } from 'vitest/config';
import type { Plugin } from 'vite';
import { savedPage, withoutContextFiles } from './scripts/saved-page.ts';

/** Every browser that can run this client reads woff2, so KaTeX's older font formats are never emitted. */
function onlyWoff2(): Plugin {
  return {
    name: 'only-woff2',
    enforce: 'pre',
    transform(code, id) {
      if (!id.includes('katex') || !id.split('?')[0]?.endsWith('.css')) return null;
      return code.replace(/,url\([^)]+\.(?:woff|ttf)\) format\("(?:woff|truetype)"\)/g, '');
    },
  };
}

export default defineConfig({
  plugins: [onlyWoff2(), withoutContextFiles(), savedPage()],
  server: { proxy: { '/api': 'http://127.0.0.1:5180', '/hubs': { target: 'http://127.0.0.1:5180', ws: true } } },
  build: {
    target: 'es2022',
    // The content security policy allows no data: fonts or scripts, so nothing is inlined.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: { input: ['index.html', 'verify.html', 'staff.html', 'proctor.html', 'school.html'] },
  },
  test: { environment: 'node', include: ['tests/**/*.test.{ts,tsx}'] },
});
