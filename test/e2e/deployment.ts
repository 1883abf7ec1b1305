/** An organization in the embedded AWS, with every stack applied. */

import { join } from "node:path";
import { createClients } from "./clients";
import { type EmbeddedAws, startEmbeddedAws } from "./embedded-aws";
import { enablePrerequisites, type Ids, seed } from "./seed";
import { parse, synthesizeTo } from "./synthesize";
import { inParallel, Terraform } from "./terraform";

export interface AppliedOrganization {
  readonly aws: EmbeddedAws;
  readonly ids: Ids;
  readonly terraform: Terraform;
}

/** @param directory gets `base.out`, its config `base.out.yaml`, and the states */
export async function applyOrganization(directory: string, template: string): Promise<AppliedOrganization> {
  const aws = await startEmbeddedAws(join(directory, "hold"));
  const config = parse(template);
  const clients = createClients(aws.endpoint, config.terraform.deploymentRoleName);
  const ids = await seed(config, clients);
  const terraform = new Terraform(join(directory, "base.out"), aws.endpoint);
  const { deployment } = synthesizeTo(terraform.outputDirectory, template, ids);
  await enablePrerequisites(clients.organizations, deployment.organization.rootId);
  for (const wave of terraform.waves()) {
    for (const stackId of wave) {
      await terraform.init(stackId);
    }
    await inParallel(wave, (stackId) => terraform.apply(stackId));
  }
  return { aws, ids, terraform };
}
