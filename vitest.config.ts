import { defineConfig } from 'vitest/config'

// Worker threads inherit `--import tsx`, so a test runs the TypeScript sources in a worker as well.
const shared = {
  pool: 'forks' as const,
  execArgv: ['--import', 'tsx'],
  testTimeout: 60_000,
}

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          ...shared,
          name: 'fast',
          // One process runs many files: loading the engine once per file would triple the time.
          isolate: false,
          include: ['test/**/*.test.ts'],
          exclude: ['test/**/*.slow.test.ts'],
        },
      },
      {
        test: {
          ...shared,
          name: 'slow',
          include: ['test/**/*.slow.test.ts'],
          testTimeout: 1_200_000,
        },
      },
    ],
  },
})
