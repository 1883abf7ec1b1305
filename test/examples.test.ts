/** Every example is valid, and its stacks hold each resource in each account and Region. */

import { check, configOf, textOf, validFiles } from "./config/valid";
import { stackOf, synthesizeText, type Template } from "./stacks/template";

test("the examples are those that the documentation names", () => {
  expect(validFiles).toEqual([
    "test/fixtures/org.yaml",
    "test/fixtures/china.yaml",
    "examples/five-regions.yaml",
    "examples/minimal.yaml",
    "examples/presets.yaml",
    "examples/twenty-accounts.yaml",
  ]);
});

describe.each(validFiles)("%s", (file) => {
  const text = textOf(file);
  const config = configOf(text);
  const stacks = synthesizeText(text);
  const workloads = config.accounts.filter(({ purpose }) => purpose === "workload");
  const connected = config.accounts.filter(({ vpcs }) => vpcs.length > 0);
  const regionsOf = (template: Template, type: string) =>
    Object.values(template.resources(type))
      .map((resource) => template.regionOf(resource))
      .sort();

  test("has no finding but where its key is and notes, and tells editors its schema", () => {
    const expected = config.encryption.account === "management" ? ["kms-key-in-management"] : [];
    const findings = check(text).findings.filter(({ severity }) => severity !== "note");
    expect(findings.map(({ rule }) => rule)).toEqual(expected);
    expect(text).toMatch(/^# yaml-language-server: \$schema=\S+org\.schema\.json\n/);
  });

  test("has exactly the stacks of its accounts", () => {
    expect(Object.keys(stacks).sort()).toEqual(
      [
        "encryption",
        "organization",
        "central-vault",
        ...workloads.map(({ name }) => `member-${name}`),
        ...connected.map(({ name }) => `network-${name}`),
      ].sort(),
    );
  });

  test("has a key and its alias, a central vault and settings in every governed Region", () => {
    const governed = [...config.regions].sort();
    const encryption = stackOf(stacks, "encryption");
    expect([...regionsOf(encryption, "aws_kms_key"), ...regionsOf(encryption, "aws_kms_replica_key")].sort()).toEqual(
      governed,
    );
    expect(regionsOf(encryption, "aws_kms_alias")).toEqual(governed);
    for (const type of ["aws_backup_vault", "aws_backup_vault_policy", "aws_backup_vault_lock_configuration"]) {
      const expected = type.endsWith("lock_configuration") && !config.vaults.central.lock ? [] : governed;
      expect(regionsOf(stackOf(stacks, "central-vault"), type)).toEqual(expected);
    }
    expect(regionsOf(stackOf(stacks, "organization"), "aws_backup_region_settings")).toEqual(governed);
  });

  test("has vaults and both roles in every workload account, in each of its Regions", () => {
    for (const { name, regions = config.regions } of workloads) {
      const member = stackOf(stacks, `member-${name}`);
      expect(regionsOf(member, "aws_backup_vault")).toEqual([...regions].sort());
      expect(regionsOf(member, "aws_backup_vault_policy")).toEqual([...regions].sort());
      expect(Object.keys(member.resources("aws_iam_role")).sort()).toEqual([
        "backup-role",
        ...(config.roles.breakGlassAccess.principals.length > 0 ? ["break-glass-role"] : []),
        "restore-role",
      ]);
    }
  });

  test("has an endpoint for every VPC", () => {
    for (const { name, vpcs } of connected) {
      const endpoints = Object.values(stackOf(stacks, `network-${name}`).resources("aws_vpc_endpoint"));
      expect(endpoints.map(({ vpc_id: id }) => id).sort()).toEqual(vpcs.map(({ id }) => id).sort());
    }
  });

  test("attaches every plan and guardrail to each of its targets", () => {
    const attachments = Object.keys(stackOf(stacks, "organization").resources("aws_organizations_policy_attachment"));
    const targetIds = (names: readonly string[]) =>
      names.map(
        (name) =>
          [...config.organizationalUnits, ...config.accounts].find((candidate) => candidate.name === name)?.id ??
          config.organization.rootId,
      );
    for (const { name, targets } of config.backupPlans) {
      for (const id of targetIds(targets)) {
        expect(attachments).toContain(`attachment-strongroom-backup-${name}--${id}`);
      }
    }
    const { additional, ...guardrails } = config.guardrails;
    expect(additional).toEqual([]);
    for (const [name, guardrail] of Object.entries(guardrails)) {
      const policy = `strongroom-${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
      for (const id of targetIds(guardrail?.targets ?? [])) {
        expect(attachments).toContain(`attachment-${policy}--${id}`);
      }
    }
  });
});

test("twenty-accounts has twenty accounts in four OUs, and a compliance lock of 30 to 2555 days", () => {
  const config = configOf(textOf("examples/twenty-accounts.yaml"));
  expect(config.accounts).toHaveLength(20);
  expect(config.organizationalUnits.map(({ name }) => name)).toEqual([
    "Production",
    "PreProduction",
    "Sandbox",
    "Shared",
  ]);
  expect(config.vaults.central.lock).toMatchObject({
    mode: "compliance",
    minRetentionDays: 30,
    maxRetentionDays: 2555,
  });
});

test("five-regions keeps backups for a day locally and for long centrally", () => {
  const config = configOf(textOf("examples/five-regions.yaml"));
  expect(config.regions).toHaveLength(5);
  expect(config.backupPlans[0]).toMatchObject({
    select: { tag: { key: "backup", values: ["enabled"] } },
    rules: [{ lifecycle: { deleteAfterDays: 1 }, copies: [{ lifecycle: { deleteAfterDays: 365 } }] }],
  });
});
