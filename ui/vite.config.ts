import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  plugins: [react()],
  build: {
    target: 'es2022',
    // The page's policy allows fonts and images from itself only, and no inline script.
    assetsInlineLimit: 0,
    modulePreload: false,
    chunkSizeWarningLimit: 800,
  },
  css: {
    // nhsuk-frontend 10 prints warnings about its own deprecated settings.
    preprocessorOptions: { scss: { quietDeps: true, loadPaths: ['node_modules'] } },
  },
  server: { strictPort: true, port: 5179 },
  test: {
    environment: 'jsdom',
    setupFiles: ['./vitest.setup.ts'],
    include: ['src/**/*.test.{ts,tsx}'],
    // Two cores shared with the Rust tests.
    maxWorkers: 2,
    restoreMocks: true,
    // axe takes seconds over a long form in jsdom, and more while Rust compiles beside it.
    testTimeout: 30_000,
  },
});
