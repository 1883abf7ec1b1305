/** The unit tests. `npm run e2e` has its own configuration. */
const esModules = [
  "@bomb.sh/tab",
  "log-update",
  "ansi-escapes",
  "ansi-regex",
  "ansi-styles",
  "cli-cursor",
  "environment",
  "get-east-asian-width",
  "is-fullwidth-code-point",
  "mimic-function",
  "onetime",
  "restore-cursor",
  "slice-ansi",
  "string-width",
  "strip-ansi",
  "wrap-ansi",
];

/** Looked up in every module's own scope: in the context that Jest gives each file, a global takes much longer to find. */
const fastGlobals = [
  "Array",
  "Boolean",
  "Error",
  "JSON",
  "Map",
  "Math",
  "Number",
  "Object",
  "Reflect",
  "Set",
  "String",
  "Symbol",
  "WeakMap",
];

/** Declare some of those themselves, which nothing may that stands in the same scope. */
const namesakes = ["readable-stream"];

export default {
  testEnvironment: "node",
  testMatch: ["<rootDir>/test/**/*.test.ts"],
  testPathIgnorePatterns: ["/node_modules/", "<rootDir>/test/e2e/", "<rootDir>/test/canary/"],
  setupFiles: ["<rootDir>/stacks/stack-trace.ts", "<rootDir>/test/seed.ts"],
  transform: { "\\.(tsx?|m?js|css)$": "<rootDir>/test/transform.mjs" },
  transformIgnorePatterns: [`/node_modules/(?!.*(${[...esModules, ...namesakes].join("|")})/)`],
  sandboxInjectedGlobals: fastGlobals,
  globalSetup: "<rootDir>/test/global-setup.ts",
  // Jest leaves a core idle where CI is set.
  maxWorkers: "100%",
  workerIdleMemoryLimit: "1GB",
};
