/** Everything that a config comes to. */

import { type Built, validateSource } from "../../src/answers/validate";
import { type FileReader } from "../../src/config/named-files";
import { Source } from "../../src/config/source";
import { buildWorkspaces } from "../../src/delivery/hcp-terraform/workspaces";
import { buildDeploymentRoles } from "../../src/policies/deployment-roles/deployment-roles";
import { buildStateBucket } from "../../src/delivery/bootstrap/state-bucket";
import { type IgnoredFinding } from "../../src/findings/ignored";
import { type Finding } from "../../src/findings/finding";
import { synthesizedBytes } from "../stacks/synthesized-bytes";

export interface WhatComesOf {
  /** Without their places in the file. */
  readonly findings: readonly Pick<Finding, "severity" | "rule" | "path" | "message" | "hint">[];
  readonly ignored: readonly IgnoredFinding[];
  /** From what costs least to what costs most; none where a finding is an error. */
  readonly outputs: readonly (() => unknown)[];
}

export function whatComesOf(text: string, read?: FileReader): WhatComesOf {
  const { findings, ignored, result } = validateSource(new Source("org.yaml", text), read);
  return {
    findings: findings.map(({ severity, rule, path, message, hint }) => ({ severity, rule, path, message, hint })),
    ignored,
    outputs: result ? outputsOf(result) : [],
  };
}

/** Whether anything differs that people or programs get to see. */
export function differs(one: WhatComesOf, other: WhatComesOf): boolean {
  const outputs = one.outputs.length > 0 && other.outputs.length > 0 ? one.outputs : [];
  return (
    JSON.stringify(one.findings) !== JSON.stringify(other.findings) ||
    JSON.stringify(one.ignored) !== JSON.stringify(other.ignored) ||
    outputs.some((output, index) => JSON.stringify(output()) !== JSON.stringify(other.outputs[index]?.()))
  );
}

function outputsOf(built: Built): WhatComesOf["outputs"] {
  const { deployment, documents } = built;
  return [
    () => documents,
    () => buildDeploymentRoles(deployment),
    () => buildWorkspaces(deployment, { localState: false }) ?? buildStateBucket(deployment, ">= 5.100"),
    once(() => synthesizedBytes(built)),
  ];
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => (made ??= { value: make() }).value;
}
