import { defineConfig } from 'vitest/config'

/** Whole-system tests: each file starts its own house through the supervisor of `npm start`, one file after the other. */
export default defineConfig({
  test: {
    name: 'e2e',
    root: import.meta.dirname,
    include: ['**/*.test.ts'],
    fileParallelism: false,
    testTimeout: 240_000,
    hookTimeout: 240_000,
    passWithNoTests: true,
  },
})
