/** The unit tests. `npm run e2e` has its own configuration. */
const esModules = [
  "@actions/expressions",
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

/** Jest runs CommonJS. */
const compilerOptions = {
  module: "commonjs",
  moduleResolution: "node10",
  target: "es2023",
  jsx: "react-jsx",
  jsxImportSource: "preact",
  esModuleInterop: true,
  resolveJsonModule: true,
};

export default {
  testEnvironment: "node",
  testMatch: ["<rootDir>/test/**/*.test.ts"],
  testPathIgnorePatterns: ["/node_modules/", "<rootDir>/test/e2e/", "<rootDir>/test/canary/"],
  setupFiles: ["<rootDir>/stacks/stack-trace.ts", "<rootDir>/test/seed.ts"],
  transform: {
    "\\.tsx?$": ["ts-jest", { transpilation: true, diagnostics: false, tsconfig: compilerOptions }],
    "\\.(m?js|css)$": "<rootDir>/test/transform.mjs",
  },
  // It has an entry for `import` alone.
  moduleNameMapper: { "^@actions/expressions$": "<rootDir>/node_modules/@actions/expressions/dist/index.js" },
  transformIgnorePatterns: [`/node_modules/(?!.*(${esModules.join("|")})/)`],
  // In the context of a test file, a global is looked up slowly each time; these are the ones that are used most.
  sandboxInjectedGlobals: ["Array", "JSON", "Map", "Math", "Object", "Reflect", "Set", "WeakMap"],
  globalSetup: "<rootDir>/test/global-setup.ts",
  // Ends what hangs. How long a test takes says nothing on a machine that has other work, too.
  testTimeout: 5 * 60 * 1000,
  // Jest leaves a core idle where CI is set.
  maxWorkers: "100%",
  workerIdleMemoryLimit: "1GB",
};
