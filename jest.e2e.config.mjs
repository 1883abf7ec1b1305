import unit from "./jest.config.mjs";

/** `npm run e2e`: the real Terraform and AWS provider against an embedded AWS. */
export default {
  ...unit,
  testMatch: ["<rootDir>/test/e2e/**/*.test.ts"],
  testPathIgnorePatterns: ["/node_modules/"],
  globalSetup: "<rootDir>/test/e2e/global-setup.ts",
  reporters: ["<rootDir>/test/e2e/progress-reporter.mjs", "default"],
  testSequencer: "<rootDir>/test/e2e/longest-first.mjs",
  testTimeout: 10 * 60 * 1000,
  maxWorkers: 2,
};
