import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts", "lab/**/*.test.ts"],
    testTimeout: process.env.MERGEWARDEN_DEEP === undefined ? 60_000 : 900_000,
    hookTimeout: 120_000,
    maxWorkers: 2,
    globalSetup: ["test/support/database-folder.ts"],
  },
});
