import { App } from "cdktf";
import { stacksOf } from "../src/model/stacks";
import { stackInputs } from "../src/synthesis/stack-inputs";
import { type Built } from "../src/validate";
import { createStack } from "./create-stack";
import { checkImports } from "./imports";

export interface ApplicationConfig extends Built {
  readonly outputDirectory: string;
  readonly awsProviderVersion?: string | undefined;
}

/** The CDKTF app with every stack. Dependencies say what must be applied first. */
export function createApplication({ outputDirectory, awsProviderVersion, ...built }: ApplicationConfig): App {
  const app = new App({ outdir: outputDirectory, stackTraces: false });
  const stacks = new Map(
    stackInputs(built, awsProviderVersion).map((input) => [input.id, createStack(app, input)] as const),
  );
  for (const { id, needs } of stacksOf(built.deployment)) {
    for (const needed of needs) {
      const dependency = stacks.get(needed);
      if (dependency) {
        stacks.get(id)?.addDependency(dependency);
      }
    }
  }
  checkImports(app, built.deployment);
  return app;
}
