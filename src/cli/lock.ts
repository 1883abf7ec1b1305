import { Command, InvalidArgumentError } from "commander";
import { copyFileSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Failure } from "../failure";
import { diagnostics } from "../terraform/diagnostics";
import { providerLockFile, providerLockOf } from "../terraform/provider-lock";
import { isObject, type JsonObject, readSynthesis } from "../terraform/synthesis";
import { Terraform } from "../terraform/terraform";
import { writeWhole } from "../whole-file";
import { type Action } from "./action";
import { builtFile } from "./built-config";
import { configFile, configOption } from "./config-file";
import { type Context, pathOf } from "./context";
import { example } from "./example";

interface Options {
  readonly platform?: readonly string[];
  readonly upgrade?: true;
  readonly fsMirror?: string;
  readonly netMirror?: string;
  readonly config?: string;
}

export function lockCommand(action: Action): Command {
  return new Command("lock")
    .description(
      `Write ${providerLockFile} beside the org file: the version and the checksums of the providers, which \`synth\` copies to every stack.`,
    )
    .option(
      "--platform <os_arch>",
      "a platform on which Terraform runs, as in linux_amd64 (repeatable; default: this one)",
      platforms,
    )
    .option("--upgrade", "take the newest version that the stacks allow, and not the one of the present lock file")
    .option("--fs-mirror <dir>", "take the packages from this mirror, and not from the registry")
    .option("--net-mirror <url>", "take the packages from this mirror, and not from the registry")
    .addOption(configOption())
    .addHelpText("after", example("lock --platform linux_amd64 --platform darwin_arm64"))
    .action(action(lock));
}

/** The registry or the mirror did not give what was asked for. Its message is Terraform's. */
export class NotLocked extends Failure {}

/** Minutes for the packages of all platforms: that of the AWS provider has 150 MB. */
const longest = 30;

export async function lock(options: Options, context: Context): Promise<number> {
  const { environment, stdout, synthesize } = context;
  const file = configFile(options.config, context);
  const built = builtFile(file, context);
  if (!built) {
    return 1;
  }
  const directory = mkdtempSync(join(tmpdir(), "strongroom-lock-"));
  try {
    const outputDirectory = join(directory, "synthesis");
    synthesize({
      ...built,
      outputDirectory,
      awsProviderVersion: environment.STRONGROOM_AWS_PROVIDER_VERSION || undefined,
    });
    const draft = join(directory, providerLockFile);
    const place = providerLockOf(file.path);
    if (existsSync(place) && !options.upgrade) {
      copyFileSync(place, draft);
    }
    const configuration = { terraform: { required_providers: requiredProviders(outputDirectory) } };
    writeFileSync(join(directory, "main.tf.json"), JSON.stringify(configuration));
    const { exitCode, output } = await new Terraform(environment, longest).run(directory, [
      "providers",
      "lock",
      "-no-color",
      ...(options.platform ?? []).map((platform) => `-platform=${platform}`),
      ...(options.fsMirror === undefined ? [] : [`-fs-mirror=${pathOf(options.fsMirror, context)}`]),
      ...(options.netMirror === undefined ? [] : [`-net-mirror=${options.netMirror}`]),
    ]);
    if (exitCode !== 0) {
      throw new NotLocked(`${diagnostics(output)}${isOlder(output) ? upgradeHint : ""}`);
    }
    writeWhole(place, readFileSync(draft, "utf8"));
    stdout.write(`${providerLockOf(file.name)}: written. Commit it; \`strongroom synth\` copies it to every stack\n`);
    return 0;
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

/** The present lock file has a version that the stacks no longer allow. */
function isOlder(output: string): boolean {
  return output.replaceAll(/\s+/g, " ").includes("does not match configured version constraint");
}

const upgradeHint = "\nTake another version than that of the present lock file with `strongroom lock --upgrade`";

/** Those of all stacks: an upgrade of the bindings changes all of them at once. */
function requiredProviders(outputDirectory: string): JsonObject {
  const synthesis = readSynthesis(outputDirectory);
  const required = synthesis.stackIds.map((id) => {
    const { terraform } = synthesis.configurationOf(id);
    return isObject(terraform) && isObject(terraform.required_providers) ? terraform.required_providers : {};
  });
  return Object.assign({}, ...required) as JsonObject;
}

/** @throws InvalidArgumentError */
function platforms(value: string, earlier: readonly string[] = []): readonly string[] {
  if (!/^[a-z0-9]+_[a-z0-9]+$/.test(value)) {
    throw new InvalidArgumentError("It must be an operating system and an architecture, as in linux_amd64.");
  }
  return [...earlier, value];
}
