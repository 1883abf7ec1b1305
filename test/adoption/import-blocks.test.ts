/** What becomes of each resource that exists already, by what AWS says of it. */

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Adoptions, findAdoptions, questionsAbout } from "../../src/delivery/adoption/import-blocks";
import { inventoryScript, readInventory } from "../../src/delivery/adoption/inventory";
import { resolveDeployment } from "../../src/model/resolve";
import { buildDocuments } from "../../src/policies/documents";
import { awsResources, type SynthesizedResource } from "../../src/terraform/resources";
import { readSynthesis } from "../../src/terraform/synthesis";
import { resourceTypes } from "../../src/terraform/types/all";
import { type Answer, type Question } from "../../src/terraform/types/question";
import { configOf, edit, validText } from "../config/valid";
import { synthesize } from "../synthesize";

const keyId = "mrk-0123456789abcdef0123456789abcdef";
const home = "eu-central-1";

function resourcesOf(text: string): SynthesizedResource[] {
  const outputDirectory = mkdtempSync(join(tmpdir(), "strongroom-adoption-"));
  try {
    const deployment = resolveDeployment(configOf(text));
    synthesize({ deployment, documents: buildDocuments(deployment), outputDirectory, awsProviderVersion: undefined });
    const synthesis = readSynthesis(outputDirectory);
    const configurations = new Map(synthesis.stackIds.map((id) => [id, synthesis.configurationOf(id)]));
    return awsResources({ ...synthesis, configurationOf: (id) => configurations.get(id) ?? {} });
  } finally {
    rmSync(outputDirectory, { recursive: true });
  }
}

const resources = resourcesOf(validText);

/** Nothing exists, but what the answers say, by the beginning of the command and, where it matters, the Region. */
function adoptionsWith(
  answers: Readonly<Record<string, Answer>>,
  text?: string,
  selected?: (resource: SynthesizedResource) => boolean,
): Adoptions {
  const all = text === undefined ? resources : resourcesOf(text);
  const nothing = (question: Question): Answer =>
    ["get-role", "describe-key", "list-attached-role-policies", "get-backup-vault-access-policy"].includes(
      question.command[1] ?? "",
    )
      ? { error: question.command[0] === "iam" ? "NoSuchEntity" : absenceOf(question) }
      : { output: {} };
  return findAdoptions(selected ? all.filter(selected) : all, all, {
    answer: (question) => {
      const asked = question.command.join(" ");
      const found = Object.entries(answers).find(([key]) => {
        const [command = "", region] = key.split(" @ ");
        return asked.startsWith(command) && (region === undefined || region === question.region);
      });
      return found?.[1] ?? nothing(question);
    },
  });
}

function absenceOf({ command }: Question): string {
  return command[0] === "kms" ? "NotFoundException" : "ResourceNotFoundException";
}

function conflictsOf(adoptions: Adoptions): string[] {
  return adoptions.conflicts.map(({ resource, text }) => `${resource.stackId} ${resource.address}: ${text}`);
}

const key = (overrides: object = {}): Answer => ({
  output: {
    KeyMetadata: {
      KeyId: keyId,
      Arn: `arn:aws:kms:${home}:111111111111:key/${keyId}`,
      KeyState: "Enabled",
      MultiRegion: true,
      MultiRegionConfiguration: {
        PrimaryKey: { Region: home },
        ReplicaKeys: [{ Region: "eu-west-1" }],
      },
      ...overrides,
    },
  },
});

const vaults = (vault: object): Answer => ({
  output: {
    BackupVaultList: [
      {
        BackupVaultName: "org-central-vault",
        EncryptionKeyArn: `arn:aws:kms:${home}:111111111111:key/${keyId}`,
        ...vault,
      },
    ],
  },
});

const inHome = ({ stackId, region }: SynthesizedResource) => stackId === "central-vault" && region === home;

test("every resource type of the stacks is known, and every known one is in the stacks", () => {
  expect([...new Set(resources.map(({ type }) => type))].sort()).toEqual(Object.keys(resourceTypes).sort());
});

test("where there is nothing, only the settings are imported, which every account has", () => {
  const { imports, absent, conflicts } = adoptionsWith({});
  expect(conflicts).toEqual([]);
  expect(imports.map(({ to }) => to.split(".")[0])).toEqual(
    expect.arrayContaining(["aws_backup_global_settings", "aws_backup_region_settings"]),
  );
  expect(imports.every(({ to }) => /_settings\./.test(to))).toBe(true);
  expect(imports.length + absent.length).toBe(resources.length);
});

describe("the key", () => {
  const ofEncryption = ({ stackId }: SynthesizedResource) => stackId === "encryption";
  const command = "kms describe-key --key-id alias/central-backup";

  test("is imported with the replicas that it has, and the aliases that are there", () => {
    const { imports, absent } = adoptionsWith({ [`${command} @ ${home}`]: key() }, undefined, ofEncryption);
    expect(imports).toEqual([
      { stack: "encryption", to: `aws_kms_alias.alias-${home}`, id: "alias/central-backup" },
      { stack: "encryption", to: `aws_kms_key.key-${home}`, id: keyId },
      { stack: "encryption", to: "aws_kms_replica_key.key-eu-west-1", id: keyId },
    ]);
    expect(absent.map(({ address }) => address)).toContain("aws_kms_alias.alias-eu-west-1");
  });

  test.each([
    ["is a single-Region key", { MultiRegion: false }, "which cannot become a multi-Region key"],
    ["has its primary elsewhere", { MultiRegionConfiguration: { PrimaryKey: { Region: "us-east-1" } } }, "us-east-1"],
    ["is to be deleted", { KeyState: "PendingDeletion" }, "PendingDeletion"],
  ])("is a conflict where it %s", (_, overrides, words) => {
    const found = conflictsOf(adoptionsWith({ [`${command} @ ${home}`]: key(overrides) }, undefined, ofEncryption));
    expect(found[0]).toContain(`aws_kms_key.key-${home}`);
    expect(found[0]).toContain(words);
  });

  test("is a conflict where the alias names another key in another Region", () => {
    const found = conflictsOf(
      adoptionsWith(
        { [`${command} @ ${home}`]: key(), [`${command} @ eu-west-1`]: key({ KeyId: "another", Arn: "arn:another" }) },
        undefined,
        ofEncryption,
      ),
    );
    expect(found).toEqual([expect.stringContaining("alias/central-backup names the key arn:another there")]);
  });
});

describe("a vault", () => {
  test("under the adopted key is imported", () => {
    const { imports } = adoptionsWith(
      { "kms describe-key": key(), "backup list-backup-vaults": vaults({}) },
      undefined,
      inHome,
    );
    expect(imports).toEqual([
      { stack: "central-vault", to: `aws_backup_vault.vault-${home}`, id: "org-central-vault" },
    ]);
  });

  test("under another key is a conflict: it would be replaced", () => {
    const found = conflictsOf(
      adoptionsWith(
        { "kms describe-key": key(), "backup list-backup-vaults": vaults({ EncryptionKeyArn: "arn:other" }) },
        undefined,
        inHome,
      ),
    );
    expect(found).toEqual([expect.stringContaining("under the key arn:other")]);
  });

  test("is a conflict where its key is not adopted, because the config would create another", () => {
    const found = conflictsOf(adoptionsWith({ "backup list-backup-vaults": vaults({}) }, undefined, inHome));
    expect(found).toEqual([expect.stringContaining("a key that does not exist yet")]);
  });

  test("under the pinned key is imported, whatever the alias says", () => {
    const pinned = edit(validText, "  account: management #", `  keyId: ${keyId}\n  account: management #`);
    const { imports } = adoptionsWith({ "backup list-backup-vaults": vaults({}) }, pinned, inHome);
    expect(imports).toHaveLength(1);
  });

  test("takes its Region into the id where the resource names the Region", () => {
    const text = edit(validText, "regionStrategy: providerAlias", "regionStrategy: resourceRegion");
    const { imports } = adoptionsWith(
      { "kms describe-key": key(), "backup list-backup-vaults": vaults({}) },
      text,
      inHome,
    );
    expect(imports[0]?.id).toBe(`org-central-vault@${home}`);
  });
});

describe("a lock", () => {
  const locked = (vault: object) =>
    adoptionsWith(
      { "kms describe-key": key(), "backup list-backup-vaults": vaults({ Locked: true, ...vault }) },
      undefined,
      (resource) => inHome(resource) && resource.type === "aws_backup_vault_lock_configuration",
    );

  test("that is as the config says is imported", () => {
    const { imports } = locked({ MinRetentionDays: 30, MaxRetentionDays: 2555, LockDate: "2026-01-01" });
    expect(imports).toEqual([
      { stack: "central-vault", to: `aws_backup_vault_lock_configuration.lock-${home}`, id: "org-central-vault" },
    ]);
  });

  test("in governance mode is overwritten in place where it differs", () => {
    const { imports, overwritten, conflicts } = locked({ MinRetentionDays: 7 });
    expect([imports, conflicts]).toEqual([[], []]);
    expect(overwritten[0]?.text).toContain("governance mode, 7 to no maximum days");
  });

  test("in compliance mode is a conflict where it differs", () => {
    const { conflicts } = locked({ MinRetentionDays: 7, MaxRetentionDays: 2555, LockDate: "2026-01-01" });
    expect(conflicts[0]?.text).toContain("After its lock date (2026-01-01) nobody can change it");
  });
});

test("a role with a path is a conflict: it would be replaced", () => {
  const found = conflictsOf(adoptionsWith({ "iam get-role": { output: { Role: { Path: "/backup/" } } } }));
  const rolesOfStacks = resources.filter(({ type }) => type === "aws_iam_role");
  expect(found).toHaveLength(rolesOfStacks.length);
  expect(found[0]).toContain("the role has the path /backup/");
});

test("of two endpoints in a VPC, nobody can say which is meant", () => {
  const endpoint = (id: string) => ({ VpcEndpointId: id, VpcEndpointType: "Gateway", State: "available" });
  const both: Answer = { output: { VpcEndpoints: [endpoint("vpce-2"), endpoint("vpce-1")] } };
  const found = conflictsOf(adoptionsWith({ "ec2 describe-vpc-endpoints": both }));
  expect(found[0]).toContain("2 S3 gateway endpoints (vpce-1, vpce-2)");
});

test("what nobody answered, or nobody may see, is a conflict and not an absence", () => {
  const refused = conflictsOf(adoptionsWith({ "iam get-role": { error: "AccessDenied" } }));
  expect(refused[0]).toContain("ended with AccessDenied");
  const { conflicts } = findAdoptions(resources, resources, readInventory("inventory.jsonl", ""));
  expect(conflicts[0]?.text).toContain("the inventory has no answer to `aws ");
});

test("a vault's policy that nobody may see is not taken for none", () => {
  const found = conflictsOf(
    adoptionsWith(
      {
        "kms describe-key": key(),
        "backup list-backup-vaults": vaults({}),
        "backup get-backup-vault-access-policy": { error: "AccessDeniedException" },
      },
      undefined,
      inHome,
    ),
  );
  expect(found).toEqual([expect.stringContaining("AccessDeniedException")]);
});

describe("the script", () => {
  const script = inventoryScript(questionsAbout(resources, resources), (id) => `arn:aws:iam::${id}:role/Reader`);

  test("asks each question once, in each account with its role, and only asks", () => {
    const questions = script.split("\n").filter((line) => /^ {2}ask \d/.test(line));
    expect(new Set(questions).size).toBe(questions.length);
    expect(questions.filter((line) => !/ (describe|get|list)-/.test(line))).toEqual([]);
    expect(script).toContain("assume arn:aws:iam::444444444444:role/Reader");
  });

  test("is the same for the same stacks", () => {
    const again = questionsAbout(resourcesOf(validText), resources).toReversed();
    expect(inventoryScript(again, (id) => `arn:aws:iam::${id}:role/Reader`)).toBe(script);
  });
});

test("a line that is not of an inventory is named", () => {
  expect(() => readInventory("inventory.jsonl", '{"account":"1"}\n')).toThrow("inventory.jsonl:1: is not a line");
});
