import tseslint from "typescript-eslint";
import { importsOfRooms } from "./eslint.rooms.mjs";

const providerRoots = ["@cdktf/provider-aws", "@cdktf/provider-aws/lib", "@cdktf/provider-aws/lib/index"].map(
  (name) => ({
    name,
    message: "Import the resource, as in @cdktf/provider-aws/lib/backup-vault: the root loads all 2,215 modules.",
  }),
);

/** Data flows one way: src/ knows nothing of CDKTF. */
const noTerraform = {
  group: ["cdktf", "cdktf/*", "@cdktf/*", "constructs", "**/stacks/*", "**/main"],
  message: "src/ is plain TypeScript; only main.ts and stacks/ may import cdktf.",
};

/** The simulator is under AGPL, and the list of AWS's actions is large: the tests need them, the product does not. */
const noSimulator = {
  group: ["@cloud-copilot/*"],
  message: "Only tests may import the IAM simulator and its data.",
};

const privatePaths = {
  group: ["cdktf/lib/*", "cdktf/*"],
  message: "Only stacks/stack-trace.ts may touch a private path of cdktf.",
};

const importAtTheTop = {
  selector: "ImportExpression",
  message: "Import at the top: what is imported here, the layering rules do not see.",
};

/** The synthesis leaves a stack alone where its input is as before. */
const inputAlone = {
  message: "A stack is made from its input alone: what else it read, nobody would notice to have changed.",
};
const surroundings = ["process", "Date", "Intl", "performance", "crypto", "fetch"].map((name) => ({
  selector: `Identifier[name="${name}"]`,
  ...inputAlone,
}));

/** A user of the package has no docs/ where he stands. */
const documentationByFunction = [
  "Literal[value=/docs\\/[\\w-]+\\.md/]",
  "TemplateElement[value.raw=/docs\\/[\\w-]+\\.md/]",
].map((selector) => ({ selector, message: "Name a page by `documentation()` of src/about.ts." }));

const noLocale = {
  selector: "MemberExpression[property.name=/^toLocale|^localeCompare$/], Identifier[name='Intl']",
  message: "A locale takes ten milliseconds to load: `numberText` writes numbers, `compareText` sorts.",
};

const markdownOfOurs = {
  selector: "NewExpression[callee.name='Markdown']",
  message: "Only the generated documentation holds markup in its texts: `escaping`, `code` and `table` escape text.",
};

export default tseslint.config(
  { ignores: ["node_modules", "dist", "cdktf.out*", "coverage"] },
  ...tseslint.configs.strict,
  {
    files: ["**/*.{ts,tsx}"],
    rules: {
      "no-restricted-imports": ["error", { paths: providerRoots }],
      "@typescript-eslint/consistent-type-imports": ["error", { fixStyle: "inline-type-imports" }],
      "@typescript-eslint/no-non-null-assertion": "error",
      "no-restricted-syntax": ["error", importAtTheTop],
      curly: "error",
      eqeqeq: "error",
    },
  },
  {
    // Any Node.js can read it, to say so where it is too old for the rest.
    files: ["bin/*.js"],
    rules: { "@typescript-eslint/no-require-imports": "off", "no-var": "off" },
  },
  {
    files: ["src/**/*.{ts,tsx}"],
    plugins: { rooms: { rules: { imports: importsOfRooms } } },
    rules: {
      "no-restricted-imports": [
        "error",
        {
          patterns: [noTerraform, noSimulator],
        },
      ],
      "no-restricted-syntax": ["error", importAtTheTop, noLocale, markdownOfOurs, ...documentationByFunction],
      "rooms/imports": "error",
    },
  },
  {
    files: ["src/docs/**/*.ts", "src/about.ts", "src/markdown.ts"],
    rules: { "no-restricted-syntax": ["error", importAtTheTop] },
  },
  {
    // It has the version of package.json.
    files: ["src/about.ts"],
    rules: { "rooms/imports": "off" },
  },
  {
    files: ["stacks/**/*.ts", "test/**/*.ts", "main.ts"],
    rules: {
      "no-restricted-imports": [
        "error",
        {
          paths: providerRoots,
          patterns: [privatePaths],
        },
      ],
    },
  },
  {
    files: ["stacks/**/*.ts"],
    ignores: ["stacks/stack-trace.ts"],
    rules: {
      "no-restricted-imports": [
        "error",
        { paths: providerRoots, patterns: [privatePaths, { group: ["node:*"], ...inputAlone }] },
      ],
      "no-restricted-syntax": ["error", importAtTheTop, ...surroundings],
    },
  },
);
