/** The unit tests. `npm run e2e` has its own configuration. */
export default {
  testEnvironment: "node",
  testMatch: ["<rootDir>/test/**/*.test.ts"],
  testPathIgnorePatterns: ["/node_modules/", "<rootDir>/test/e2e/", "<rootDir>/test/canary/"],
  setupFiles: ["<rootDir>/stacks/stack-trace.ts"],
  transform: { "\\.(tsx?|css|browser\\.js)$": "<rootDir>/test/transform.mjs" },
  globalSetup: "<rootDir>/test/cli/build.ts",
  workerIdleMemoryLimit: "1GB",
};
