/** Synthesized stacks as plain JSON, with the questions that tests ask of them. */

import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { resolveDeployment } from "../../src/model/resolve";
import { buildDocuments } from "../../src/policies/documents";
import { configOf } from "../config/valid";
import { synthesize } from "../synthesize";

/* eslint-disable @typescript-eslint/no-explicit-any -- Terraform's JSON has as many shapes as it has resources. */
export type Json = any;

export class Template {
  constructor(readonly json: Json) {}

  /** Resources of a type, by logical id. */
  resources(type: string): Record<string, Json> {
    return this.json.resource?.[type] ?? {};
  }

  resource(type: string, id: string): Json {
    const resource = this.resources(type)[id];
    if (resource === undefined) {
      throw new Error(`there is no ${type}.${id}; there are ${this.addresses().join(", ")}`);
    }
    return resource;
  }

  data(type: string): Record<string, Json> {
    return this.json.data?.[type] ?? {};
  }

  /** Providers by what resources call them: `aws` or `aws.<alias>`. */
  providers(): Record<string, Json> {
    const providers: Json[] = this.json.provider?.aws ?? [];
    return Object.fromEntries(
      providers.map((provider) => [provider.alias ? `aws.${provider.alias}` : "aws", provider]),
    );
  }

  /** Region in which a resource lands: its own, or that of its provider. */
  regionOf(resource: Json): string {
    return resource.region ?? this.providers()[resource.provider].region;
  }

  /** Addresses of resources and data sources, sorted. */
  addresses(): string[] {
    const of = (block: Json, prefix: string) =>
      Object.entries<Json>(block ?? {}).flatMap(([type, byId]) =>
        Object.keys(byId).map((id) => `${prefix}${type}.${id}`),
      );
    return [...of(this.json.resource, ""), ...of(this.json.data, "data.")].sort();
  }

  /** Every resource and data source. */
  blocks(): { address: string; block: Json }[] {
    return this.addresses().map((address) => {
      const [id = "", type = ""] = address.split(".").reverse();
      return { address, block: address.startsWith("data.") ? this.data(type)[id] : this.resources(type)[id] };
    });
  }
}

export interface SynthesisOptions {
  readonly awsProviderVersion?: string;
}

/** Every stack of a config, by stack id. */
export function synthesizeText(text: string, { awsProviderVersion }: SynthesisOptions = {}): Record<string, Template> {
  const deployment = resolveDeployment(configOf(text));
  const outputDirectory = mkdtempSync(join(tmpdir(), "strongroom-test-"));
  try {
    synthesize({ deployment, documents: buildDocuments(deployment), outputDirectory, awsProviderVersion });
    return readStacks(outputDirectory);
  } finally {
    rmSync(outputDirectory, { recursive: true });
  }
}

export function readStacks(outputDirectory: string): Record<string, Template> {
  const stacks = join(outputDirectory, "stacks");
  return Object.fromEntries(
    readdirSync(stacks).map((id) => [
      id,
      new Template(JSON.parse(readFileSync(join(stacks, id, "cdk.tf.json"), "utf8"))),
    ]),
  );
}

export function stackOf(stacks: Record<string, Template>, id: string): Template {
  const template = stacks[id];
  if (!template) {
    throw new Error(`there is no stack ${id}; there are ${Object.keys(stacks).join(", ")}`);
  }
  return template;
}
