import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** Where the API listens while the console is developed; the built console is served by the API itself. */
const api = process.env.PUBLIC_URL ?? 'http://127.0.0.1:3000';

export default defineConfig({
  root: import.meta.dirname,
  plugins: [react()],
  server: {
    host: '127.0.0.1',
    proxy: Object.fromEntries(['/api', '/health', '/version'].map((path) => [path, { target: api }])),
  },
  build: {
    outDir: '../../dist/apps/console',
    emptyOutDir: true,
    // The strict content policy has no data: source for fonts or images.
    assetsInlineLimit: 0,
    manifest: true,
    target: 'es2022',
    modulePreload: { polyfill: false },
  },
});
