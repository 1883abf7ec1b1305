/**
 * What a synthesis of somebody else's code may hold, so that `terraform plan` of it runs nothing and reads nothing but AWS: a
 * closed world. A resource of a type that is not known may be planned, and is a protected change then.
 */

import { lstatSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { providerLockFile } from "./provider-lock";
import { isObject, type Json, type JsonObject, readSynthesis } from "./synthesis";
import { dataSourceTypes } from "./types/all";

/**
 * What is in an output directory and could do more, as `path: words`; empty where there is nothing.
 * @throws UnreadableSynthesis, UnreadableFile
 */
export function foreignParts(directory: string): string[] {
  const files = foreignFiles(directory);
  // Nothing is read through a link.
  if (files.length > 0) {
    return files;
  }
  const synthesis = readSynthesis(directory);
  return synthesis.stackIds.flatMap((id) =>
    /^[A-Za-z0-9][\w-]*$/.test(id)
      ? foreignIn(synthesis.configurationOf(id)).map((words) => `stacks/${id}/cdk.tf.json: ${words}`)
      : [`manifest.json: ${JSON.stringify(id)} is no id of a stack`],
  );
}

const filesAtTop = new Set(["manifest.json", "strongroom-index.json", providerLockFile]);
const filesOfStack = new Set(["cdk.tf.json", providerLockFile]);

/** Terraform reads every file beside a configuration that ends in `.tf`, `.tf.json` or `.tfvars`, and what is in `.terraform`. */
function foreignFiles(directory: string): string[] {
  const wrong = (folder: string, path: string, known: (name: string) => boolean, isFolder: boolean) =>
    readdirSync(folder).flatMap((name) => {
      const stats = lstatSync(join(folder, name));
      const fits = known(name) && (isFolder ? stats.isDirectory() : stats.isFile());
      return fits ? [] : [`${path}${name}: ${stats.isSymbolicLink() ? "is a link" : "does not belong to a synthesis"}`];
    });
  const stacks = join(directory, "stacks");
  const isThere = lstatSync(stacks, { throwIfNoEntry: false })?.isDirectory() === true;
  const top = wrong(directory, "", (name) => filesAtTop.has(name), false).filter(
    (words) => !(isThere && words.startsWith("stacks: ")),
  );
  const folders = isThere ? wrong(stacks, "stacks/", () => true, true) : ["stacks: there is no such directory"];
  return [...top, ...folders].length > 0
    ? [...top, ...folders]
    : readdirSync(stacks).flatMap((id) =>
        wrong(join(stacks, id), `stacks/${id}/`, (name) => filesOfStack.has(name), false),
      );
}

type Check = (value: Json, path: string) => string[];

function foreignIn(configuration: JsonObject): string[] {
  return [...block(topLevel)(configuration, ""), ...foreignExpressions(configuration, "")];
}

/** An object, or a list of them, with these keys and no others. */
function block(keys: Readonly<Record<string, Check>>): Check {
  return (value, path) => {
    if (Array.isArray(value)) {
      return value.flatMap((one: Json, index) => block(keys)(one, `${path}[${index}]`));
    }
    if (!isObject(value)) {
      return [`${path} is no block`];
    }
    return Object.entries(value).flatMap(([key, child]) => {
      const check = key === "//" ? anything : Object.hasOwn(keys, key) ? keys[key] : undefined;
      const place = path === "" ? key : `${path}.${key}`;
      return check ? check(child, place) : [`${place} is not known here`];
    });
  };
}

/** Blocks by name, or by type and name, each of which is as `check` says. */
function named(check: Check, types?: (type: string) => boolean): Check {
  return (value, path) =>
    Object.entries(isObject(value) ? value : { "": value }).flatMap(([name, child]) => {
      const place = `${path}.${name}`;
      return types === undefined
        ? check(child, place)
        : types(name)
          ? named(check)(child, place)
          : [`${place} is a type that is not known here`];
    });
}

const anything: Check = () => [];

function text(pattern: RegExp): Check {
  return (value, path) =>
    typeof value === "string" && pattern.test(value) ? [] : [`${path} is ${JSON.stringify(value)}`];
}

/** A provisioner runs a program, and a connection says where. */
const resource: Check = (value, path) =>
  (Array.isArray(value) ? value : [value]).flatMap((one: Json) =>
    ["provisioner", "connection"].flatMap((key) =>
      isObject(one) && Object.hasOwn(one, key) ? [`${path}.${key} is not known here`] : [],
    ),
  );

const stateFile = text(/^(\.\.\/){3}terraform\.[\w-]+\.tfstate$/);
const s3Object = {
  bucket: anything,
  key: anything,
  region: anything,
  kms_key_id: anything,
  assume_role: block({ role_arn: anything }),
};
const workspace = block({ name: anything, project: anything });
const hcpTerraform = { hostname: anything, organization: anything, workspaces: workspace };

const remoteState: Check = (value, path) => {
  const { backend, config = {}, ...others } = isObject(value) ? value : {};
  const configs: Readonly<Record<string, Check>> = {
    local: block({ path: stateFile }),
    s3: block(s3Object),
    remote: block(hcpTerraform),
  };
  const check = typeof backend === "string" && Object.hasOwn(configs, backend) ? configs[backend] : undefined;
  return [
    ...(check ? check(config, `${path}.config`) : [`${path}.backend is ${JSON.stringify(backend ?? null)}`]),
    ...block({})(others, path),
  ];
};

const data: Check = (value, path) =>
  Object.entries(isObject(value) ? value : { "": value }).flatMap(([type, blocks]) => {
    const place = `${path}.${type}`;
    if (type === "terraform_remote_state") {
      return named(remoteState)(blocks, place);
    }
    return Object.hasOwn(dataSourceTypes, `data.${type}`)
      ? named(resource)(blocks, place)
      : [`${place} is a type that is not known here`];
  });

/** Of the provider: whom it becomes, and where. Everything else of it could send credentials elsewhere. */
const aws = block({
  alias: anything,
  region: anything,
  allowed_account_ids: anything,
  assume_role: block({ role_arn: anything, session_name: anything }),
  default_tags: block({ tags: anything }),
});

const topLevel: Readonly<Record<string, Check>> = {
  terraform: block({
    required_version: anything,
    required_providers: block({
      aws: block({ source: text(/^(registry\.terraform\.io\/)?(hashicorp\/)?aws$/), version: anything }),
    }),
    backend: block({
      local: block({ path: stateFile }),
      s3: block({ ...s3Object, encrypt: anything, use_lockfile: anything }),
    }),
    cloud: block(hcpTerraform),
  }),
  provider: block({ aws }),
  resource: named(resource, (type) => type.startsWith("aws_") || type === "terraform_data"),
  data,
  output: named(anything),
  variable: block({ role_name: anything }),
  import: anything,
  removed: anything,
  moved: anything,
};

/** They compute, and ask nothing but their arguments. Others read files: those of a runner hold its credentials. */
const pureFunctions = new Set(
  "alltrue anytrue can coalesce compact concat contains distinct element endswith flatten format join jsondecode jsonencode keys length lookup lower merge one replace sort split startswith tolist tonumber toset tostring try upper values".split(
    " ",
  ),
);

/** Keywords of the language that a parenthesis may follow. */
const keywords = new Set(["if", "in", "for"]);

function foreignExpressions(value: Json, path: string): string[] {
  if (typeof value === "string") {
    return isForeignTemplate(value)
      ? [`${path} has an expression that is not known here: ${JSON.stringify(value)}`]
      : [];
  }
  if (Array.isArray(value)) {
    return value.flatMap((child: Json, index) => foreignExpressions(child, `${path}[${index}]`));
  }
  return isObject(value)
    ? Object.entries(value).flatMap(([key, child]) => [
        ...foreignExpressions(key, `the key ${path}`),
        ...foreignExpressions(child, path === "" ? key : `${path}.${key}`),
      ])
    : [];
}

/**
 * Source: Terraform language, "Strings and templates", escape sequences, and "JSON configuration syntax", "Expression mapping".
 */
function isForeignTemplate(value: string): boolean {
  const unescaped = value.replaceAll(/(?<!\$)\$\$\{|(?<!%)%%\{/g, "");
  const begin = unescaped.search(/[$%]\{/);
  if (begin === -1) {
    return false;
  }
  // To the last brace: a brace may stand in quotes, and what follows would not be looked at.
  const template = unescaped.slice(begin, unescaped.lastIndexOf("}") + 1);
  const calls = [...template.matchAll(/([A-Za-z_][\w:-]*)\s*\(/g)].map(([, name = ""]) => name);
  return /\/\*|\/\/|#|::/.test(template) || calls.some((name) => !pureFunctions.has(name) && !keywords.has(name));
}
