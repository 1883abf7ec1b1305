/**
 * Twenty accounts and 17 Regions: the backup policies of one target, split to fit, in AWS Organizations. moto enforces
 * no quota, so the sizes and counts are asserted here.
 */

import {
  DescribePolicyCommand,
  ListPoliciesForTargetCommand,
  type OrganizationsClient,
} from "@aws-sdk/client-organizations";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { quotas } from "../../src/aws/quotas";
import { type Built } from "../../src/answers/validate";
import { wideOrganization } from "../policies/organizations";
import { createClients } from "./clients";
import { type EmbeddedAws, startEmbeddedAws } from "./embedded-aws";
import { enablePrerequisites, type Ids, seed } from "./seed";
import { parse, synthesizeTo } from "./synthesize";
import { Terraform } from "./terraform";

const within = wideOrganization(["daily", "weekly"], undefined);
const toOneRegion = wideOrganization(["daily", "hourly", "monthly", "quarterly", "weekly", "yearly"], "eu-west-1");

let aws: EmbeddedAws;
let organizations: OrganizationsClient;
let ids: Ids;
let directory: string;
let terraform: Terraform;

beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), "strongroom-policies-"));
  const config = parse(within);
  aws = await startEmbeddedAws(join(directory, "hold"));
  const clients = createClients(aws.endpoint, config.terraform.deploymentRoleName);
  organizations = clients.organizations;
  ids = await seed(config, clients);
  await enablePrerequisites(organizations, ids.get(config.organization.rootId) ?? "");
  terraform = new Terraform(join(directory, "cdktf.out"), aws.endpoint);
});

afterAll(async () => {
  await aws.stop();
  rmSync(directory, { recursive: true, force: true });
});

test("two locked plans that copy within each Region: 34 plans in 8 policies, none too large, applied as they are", async () => {
  const { documents } = await apply(within);
  const policies = await attachedPolicies();
  expect(policies).toHaveLength(8);
  expect(policies.flatMap(planNames)).toHaveLength(34);
  expect(Math.max(...policies.map((content) => content.length))).toBeLessThanOrEqual(quotas.backupPolicy.characters);
  expect(policies.sort()).toEqual(
    documents.organizationsPolicies.flatMap(({ type, content }) => (type === "BACKUP_POLICY" ? [content] : [])).sort(),
  );
});

test("six locked plans that copy to one Region take the place of the two: six policies, and nothing left to do", async () => {
  await apply(toOneRegion);
  const policies = await attachedPolicies();
  expect(policies.flatMap(planNames).sort()).toEqual(["daily", "hourly", "monthly", "quarterly", "weekly", "yearly"]);
  expect(policies).toHaveLength(6);
  expect((await terraform.plan("organization")).exitCode).toBe(0);
});

async function apply(text: string): Promise<Built> {
  const built = synthesizeTo(terraform.outputDirectory, text, ids);
  await terraform.init("organization");
  await terraform.apply("organization");
  return built;
}

async function attachedPolicies(): Promise<string[]> {
  const { Policies: attached = [] } = await organizations.send(
    new ListPoliciesForTargetCommand({ TargetId: ids.get("ou-a1b2-33333333"), Filter: "BACKUP_POLICY" }),
  );
  return Promise.all(
    attached.map(async ({ Id: id }) => {
      const { Policy: policy } = await organizations.send(new DescribePolicyCommand({ PolicyId: id }));
      return policy?.Content ?? "";
    }),
  );
}

function planNames(content: string): string[] {
  return Object.keys(JSON.parse(content).plans).filter((key) => !key.startsWith("@@"));
}
