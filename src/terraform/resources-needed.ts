/** What planning a stack takes of the machine. */

import { availableParallelism } from "node:os";
import { providersInUse } from "./affected";
import { type JsonObject } from "./synthesis";

const gigabyte = 1e9;

/** Measured with version 5.100 of the AWS provider: its schema alone takes most of it. */
const providerBytes = 0.8 * gigabyte;

const terraformBytes = 0.1 * gigabyte;

/** Memory in bytes: Terraform starts one provider process for each provider configuration that is used. */
export function memoryNeeded(configuration: JsonObject): number {
  const processes = [...providersInUse(configuration)].filter((name) => name !== builtIn).length;
  return terraformBytes + Math.max(1, processes) * providerBytes;
}

/** The provider of `terraform_data` and `terraform_remote_state`, which runs within Terraform. */
const builtIn = "terraform";

export interface Bounds {
  /** Bytes that all tasks together may take. */
  readonly memory: number;
  /** Tasks at the same time. */
  readonly parallel: number;
}

/** What this machine can bear: the memory that is free now, and a stack for each core. */
export function machineBounds(): Bounds {
  return { memory: process.availableMemory(), parallel: availableParallelism() };
}
