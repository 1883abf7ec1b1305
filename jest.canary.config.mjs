import unit from "./jest.config.mjs";

/** `npm run canary`: the project on cdktn, which wants Node.js 22. */
export default {
  ...unit,
  testMatch: ["<rootDir>/test/canary/**/*.test.ts"],
  testPathIgnorePatterns: ["/node_modules/"],
  globalSetup: undefined,
  testTimeout: 5 * 60 * 1000,
};
