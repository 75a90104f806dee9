import react from '@vitejs/plugin-react'
import { playwright } from '@vitest/browser-playwright'
import { defineConfig } from 'vitest/config'
import { chromiumArguments, chromiumPath } from './scripts/chromium.mjs'

const browser = (options: Record<string, unknown> = {}) => ({
  enabled: true,
  headless: true,
  screenshotFailures: false,
  provider: playwright({ launchOptions: { executablePath: chromiumPath(), args: chromiumArguments } }),
  instances: [{ browser: 'chromium' as const }],
  ...options,
})

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'node',
          environment: 'node',
          testTimeout: 30_000,
          include: ['test/{core,server,docs}/**/*.test.ts', 'test/*.test.ts'],
        },
      },
      {
        plugins: [react()],
        test: {
          name: 'dom',
          environment: 'jsdom',
          testTimeout: 30_000,
          include: ['test/client/**/*.test.{ts,tsx}'],
          setupFiles: ['test/support/dom.ts'],
        },
      },
      {
        plugins: [react()],
        // Named beforehand: what Vite finds only while the tests run makes it load the page again under them.
        optimizeDeps: {
          include: [
            '@noble/ciphers/aes.js',
            '@noble/ciphers/utils.js',
            '@noble/hashes/hkdf.js',
            '@testing-library/react',
            'axe-core',
            'dexie',
            'dexie-react-hooks',
            'i18next',
            'papaparse',
            'react',
            'react-dom',
            'react-dom/client',
            'react-i18next',
            'react/jsx-dev-runtime',
            'read-excel-file/universal',
            'wouter',
            'zod/mini',
            'zustand',
          ],
        },
        test: { name: 'browser', testTimeout: 30_000, include: ['test/browser/**/*.test.{ts,tsx}'], browser: browser() },
      },
      {
        test: {
          name: 'e2e',
          environment: 'node',
          include: ['test/e2e/**/*.test.ts'],
          testTimeout: 180_000,
          hookTimeout: 120_000,
          fileParallelism: false,
          setupFiles: ['test/support/e2e.ts'],
          // What the setup looks at must still be open: its hook goes before those of a file that close what they opened.
          sequence: { hooks: 'list' },
        },
      },
    ],
  },
})
