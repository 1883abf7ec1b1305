/** Whether a plan would make a second key, because Terraform does not find the state that holds the first one. */

import { copyFileSync, existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { backendOf } from "./backend";
import { diagnostics } from "./diagnostics";
import { type InitSettings } from "./init-stack";
import { roleOverrideFile } from "./plan-role";
import { inPrivateDirectory } from "./private-directory";
import { statePlace } from "./state-place";
import { isObject, type Json, type JsonObject } from "./synthesis";
import { type TerraformRun } from "./terraform";

const output = "existing_key";

/**
 * Asks AWS, by a plan of Terraform that holds nothing but the question, whether the alias of a key that the plan creates
 * names one already. Plain Terraform cannot ask in the stack itself: the data source of an alias that is not there fails, a
 * data source within a `check` makes every plan one with changes, and no data source lists keys or aliases.
 * Source: AWS provider 5.100, its data sources; Terraform 1.11.4, tried.
 * @param creates whether the plan creates the resource of this address
 * @param variables of the environment that choose the role
 * @returns why nobody may apply the plan, or why that cannot be told
 */
export async function secondKeyProblem(
  stackId: string,
  creates: (address: string) => boolean,
  variables: Readonly<Record<string, string>>,
  settings: InitSettings,
): Promise<string | undefined> {
  const configuration = settings.synthesis.configurationOf(stackId);
  const alias = aliasOfNewKey(configuration, creates);
  if (alias === undefined) {
    return undefined;
  }
  const name = String(alias.name);
  const run = await asked(stackId, alias, configuration, variables, settings);
  const existing = new RegExp(`^\\s*\\+ ${output}\\s*= "([^"]+)"`, "m").exec(run.output)?.[1];
  if (existing !== undefined) {
    return secondKeyWords(stackId, name, existing, settings);
  }
  return isNotThere(run.output)
    ? undefined
    : `Error: nobody knows whether ${name} names a key already\n\nIf it does, an apply would make a second key.\n\n${diagnostics(run.output)}`;
}

/** The alias in the Region of the key, where the plan creates both. */
function aliasOfNewKey({ resource }: JsonObject, creates: (address: string) => boolean): JsonObject | undefined {
  const { aws_kms_alias: aliases } = isObject(resource) ? resource : {};
  return Object.entries(isObject(aliases) ? aliases : {}).flatMap(([id, alias]) => {
    const { target_key_id: target }: JsonObject = isObject(alias) ? alias : {};
    const key = typeof target === "string" ? /^\$\{(aws_kms_key\.[\w-]+)\.key_id\}$/.exec(target)?.[1] : undefined;
    const isNew = key !== undefined && creates(key) && creates(`aws_kms_alias.${id}`);
    return isNew && isObject(alias) ? [alias] : [];
  })[0];
}

/** With the providers of the stack, and in HCP Terraform where it may be there that Terraform runs. */
async function asked(
  stackId: string,
  { name, provider, region }: JsonObject,
  configuration: JsonObject,
  variables: Readonly<Record<string, string>>,
  { synthesis, terraform, initQueue }: InitSettings,
): Promise<TerraformRun> {
  const { required_version, required_providers, cloud } = objectOf(configuration.terraform);
  const { provider: providers, variable } = configuration;
  const question = {
    ...present({ provider: providers, variable }),
    terraform: present({ required_version, required_providers, cloud }),
    data: { aws_kms_alias: { existing: present({ name, provider, region }) } },
    output: { [output]: { value: "${data.aws_kms_alias.existing.target_key_id}" } },
  };
  return await inPrivateDirectory(async (directory) => {
    writeFileSync(join(directory, "main.tf.json"), JSON.stringify(question));
    for (const file of [".terraform.lock.hcl", roleOverrideFile]) {
      const ofStack = join(synthesis.stackDirectory(stackId), file);
      if (existsSync(ofStack)) {
        copyFileSync(ofStack, join(directory, file));
      }
    }
    const init = await initQueue(() => terraform.run(directory, ["init", "-input=false", "-no-color"]));
    const locking = backendOf(configuration).type === "cloud" ? [] : ["-lock=false"];
    return init.exitCode === 0
      ? await terraform.run(directory, ["plan", "-input=false", "-no-color", ...locking], variables)
      : init;
  });
}

/** Source: AWS provider 5.100.0 and 6, data source `aws_kms_alias`; tried with 5.100.0. */
function isNotThere(said: string): boolean {
  return /reading KMS Alias \([^)]*\):\s+(empty result|couldn't find resource)/.test(said);
}

function secondKeyWords(stackId: string, alias: string, key: string, { synthesis }: InitSettings): string {
  const { words } = statePlace(stackId, synthesis, synthesis.stackDirectory(stackId));
  return `Error: an apply would make a second key

${alias} names the key ${key} already, and the state of ${stackId} does not hold it: ${words}.

- If the state is elsewhere, move it: \`strongroom move-state\`.
- If the state is lost, or the key was made without Terraform, adopt the key: \`strongroom import-blocks\`.
- If somebody else manages the key, name it in encryption.keyId.
- If it is not the key of these backups, choose another encryption.alias.`;
}

function present(block: Readonly<Record<string, Json | undefined>>): JsonObject {
  return Object.fromEntries(
    Object.entries(block).flatMap(([key, value]) => (value === undefined ? [] : [[key, value] as const])),
  );
}

function objectOf(value: Json | undefined): JsonObject {
  return isObject(value) ? value : {};
}
