import { defineConfig } from 'vite';

/** The page inside the file of a decision: one classic script and one style sheet, since a page on disk may load no module. */
export default defineConfig({
  root: import.meta.dirname,
  build: {
    outDir: '../../dist/apps/case-file',
    emptyOutDir: true,
    target: 'es2022',
    lib: {
      entry: 'src/main.ts',
      formats: ['iife'],
      name: 'caseFileReader',
      fileName: () => 'reader.js',
      cssFileName: 'reader',
    },
  },
});
