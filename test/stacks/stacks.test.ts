/** What the stacks hold, and how they reach it. */

import { edit, validText } from "../config/valid";
import { type Json, stackOf, synthesizeText, type Template } from "./template";

const regions = ["ap-southeast-1", "eu-central-1", "eu-west-1", "eu-west-3", "us-east-1"];
const stacks = synthesizeText(validText);
const encryption = stackOf(stacks, "encryption");
const organization = stackOf(stacks, "organization");
const central = stackOf(stacks, "central-vault");
const member = stackOf(stacks, "member-payments");
const network = stackOf(stacks, "network-payments");

test("the stacks are those of the design, and no other", () => {
  expect(Object.keys(stacks).sort()).toEqual([
    "central-vault",
    "encryption",
    "member-payments",
    "network-payments",
    "organization",
  ]);
});

test("a suspended account has no stack, not even for its VPCs: Terraform could not assume a role there", () => {
  const text = edit(validText, "  - name: payments\n", "  - name: payments\n    purpose: suspended\n");
  expect(Object.keys(synthesizeText(text)).sort()).toEqual(["central-vault", "encryption", "organization"]);
});

describe("encryption", () => {
  const primary = encryption.resource("aws_kms_key", "key-eu-central-1");
  const replicas = encryption.resources("aws_kms_replica_key");

  test("has a rotated multi-Region primary in the home Region", () => {
    expect(primary).toMatchObject({
      multi_region: true,
      enable_key_rotation: true,
      rotation_period_in_days: 365,
      deletion_window_in_days: 30,
    });
    expect(encryption.regionOf(primary)).toBe("eu-central-1");
  });

  test("has a replica of it in every other Region, with the same policy", () => {
    expect(
      Object.values(replicas)
        .map((replica) => encryption.regionOf(replica))
        .sort(),
    ).toEqual(regions.filter((region) => region !== "eu-central-1"));
    for (const replica of Object.values(replicas)) {
      expect(replica.primary_key_arn).toBe("${aws_kms_key.key-eu-central-1.arn}");
      expect(replica.policy).toBe(primary.policy);
      expect(replica.deletion_window_in_days).toBe(30);
    }
  });

  test("has the alias in every Region, on that Region's key", () => {
    const aliases = Object.values(encryption.resources("aws_kms_alias"));
    expect(aliases.map((alias) => encryption.regionOf(alias)).sort()).toEqual(regions);
    expect(new Set(aliases.map(({ name }) => name))).toEqual(new Set(["alias/central-backup"]));
    for (const alias of aliases) {
      expect(alias.target_key_id).toContain(`key-${encryption.regionOf(alias)}.key_id`);
    }
  });

  test("with a pinned key creates none, and forgets what it created before instead of deleting it", () => {
    const pinned = synthesizeText(withPinnedKey(validText));
    const stack = stackOf(pinned, "encryption");
    expect(stack.addresses()).toEqual([]);
    const keys = encryption.addresses().filter((address) => !address.startsWith("aws_iam_role"));
    expect(released(stack)).toEqual(expect.arrayContaining(keys));
    // Whichever Region was the home of the key.
    expect(released(stack)).toContain("aws_kms_key.key-eu-west-3");
    const vault = stackOf(pinned, "central-vault").resource("aws_backup_vault", "vault-eu-west-3");
    expect(vault.kms_key_arn).toBe("arn:aws:kms:eu-west-3:111111111111:key/mrk-0123456789abcdef0123456789abcdef");
    for (const template of Object.values(pinned)) {
      expect(template.data("terraform_remote_state")).toEqual({});
    }
  });

  test("puts the key into the account that the config names", () => {
    const elsewhere = synthesizeText(edit(validText, "account: management #", "account: payments #"));
    const [provider] = Object.values(stackOf(elsewhere, "encryption").providers());
    expect(provider.allowed_account_ids).toEqual(["444444444444"]);
    const vault = stackOf(elsewhere, "central-vault").resource("aws_backup_vault", "vault-eu-west-3");
    expect(vault.kms_key_arn).toContain(":444444444444:key/");
  });
});

test("the key cannot move: another home Region or account is a replacement that is refused", () => {
  const marker = encryption.resource("terraform_data", "key-location");
  expect(marker.triggers_replace).toEqual({ account: "111111111111", home_region: "eu-central-1" });
  expect(marker.lifecycle).toEqual({ prevent_destroy: true });
});

describe("central-vault", () => {
  test("has a locked vault in every Region, under that Region's key", () => {
    const vaults = Object.values(central.resources("aws_backup_vault"));
    expect(vaults.map((vault) => central.regionOf(vault)).sort()).toEqual(regions);
    for (const vault of vaults) {
      const region = central.regionOf(vault);
      expect(vault.name).toBe("org-central-vault");
      expect(vault.kms_key_arn).toBe(
        `arn:aws:kms:${region}:111111111111:key/\${data.terraform_remote_state.encryption-state.outputs.key_id}`,
      );
      expect(central.resource("aws_backup_vault_lock_configuration", `lock-${region}`)).toMatchObject({
        backup_vault_name: `\${aws_backup_vault.vault-${region}.name}`,
        min_retention_days: 30,
        max_retention_days: 2555,
        changeable_for_days: 30,
      });
    }
  });

  test("ignores the cooling-off days, which AWS never tells, and yet notices a change of the mode", () => {
    const { lifecycle } = central.resource("aws_backup_vault_lock_configuration", "lock-eu-west-1");
    expect(lifecycle).toEqual({
      prevent_destroy: true,
      ignore_changes: ["changeable_for_days"],
      replace_triggered_by: ["terraform_data.lock-mode-eu-west-1"],
    });
    expect(central.resource("terraform_data", "lock-mode-eu-west-1").input).toBe("compliance");
  });

  test("has no lock where the config has none, and no cooling-off time on a governance lock", () => {
    const lock = validText.slice(validText.indexOf("    lock:"), validText.indexOf("\nroles:"));
    const unlocked = stackOf(synthesizeText(edit(validText, lock, "")), "central-vault");
    expect(unlocked.resources("aws_backup_vault_lock_configuration")).toEqual({});
    // A lock that an earlier config had stays on the vault.
    expect(released(unlocked)).toContain("aws_backup_vault_lock_configuration.lock-eu-west-1");
    expect(released(central)).toEqual([]);
    const governed = stackOf(
      synthesizeText(edit(validText, lock, "    lock: { mode: governance, minRetentionDays: 7 }\n")),
      "central-vault",
    );
    const configuration = governed.resource("aws_backup_vault_lock_configuration", "lock-eu-west-1");
    expect(configuration.min_retention_days).toBe(7);
    expect(configuration).not.toHaveProperty("changeable_for_days");
    expect(configuration).not.toHaveProperty("max_retention_days");
  });
});

describe("member", () => {
  test("has a vault, its policy and the settings in each Region of the account, and in no other", () => {
    for (const type of ["aws_backup_vault", "aws_backup_vault_policy", "aws_backup_region_settings"]) {
      expect(
        Object.values(member.resources(type))
          .map((resource) => member.regionOf(resource))
          .sort(),
      ).toEqual(["eu-central-1", "eu-west-1"]);
    }
  });

  test("lets go of what an earlier config had in its other Regions, instead of destroying it", () => {
    const others = ["ap-southeast-1", "eu-west-3", "us-east-1"];
    expect(released(member).filter((address) => address.startsWith("aws_backup_vault."))).toEqual(
      others.map((region) => `aws_backup_vault.vault-${region}`),
    );
    expect(Object.keys(member.providers()).sort()).toEqual(regions.map((region) => `aws.${region}`));
  });

  test("has a local lock where the config has one", () => {
    const locked = synthesizeText(
      edit(
        validText,
        "local: { name: org-local-vault }",
        "local: { name: org-local-vault, lock: { mode: governance, minRetentionDays: 1 } }",
      ),
    );
    expect(Object.keys(stackOf(locked, "member-payments").resources("aws_backup_vault_lock_configuration"))).toEqual([
      "lock-eu-central-1",
      "lock-eu-west-1",
    ]);
  });

  test("has a backup role with four managed policies, S3's among them, and a restore role apart from it", () => {
    const attached = (role: string) =>
      Object.values(member.resources("aws_iam_role_policy_attachment"))
        .filter((attachment) => attachment.role === `\${aws_iam_role.${role}.name}`)
        .map((attachment) => attachment.policy_arn);
    expect(member.resource("aws_iam_role", "backup-role").name).toBe("OrgBackupRole");
    expect(member.resource("aws_iam_role", "restore-role").name).toBe("OrgRestoreRole");
    expect(attached("backup-role").sort()).toEqual([
      "arn:aws:iam::aws:policy/AWSBackupServiceRolePolicyForS3Backup",
      "arn:aws:iam::aws:policy/AWSBackupServiceRolePolicyForS3Restore",
      "arn:aws:iam::aws:policy/service-role/AWSBackupServiceRolePolicyForBackup",
      "arn:aws:iam::aws:policy/service-role/AWSBackupServiceRolePolicyForRestores",
    ]);
    expect(attached("restore-role")).not.toContain(
      "arn:aws:iam::aws:policy/service-role/AWSBackupServiceRolePolicyForBackup",
    );
    expect(attached("restore-role")).toHaveLength(2);
  });
});

describe("network", () => {
  test("has a gateway endpoint on the listed route tables", () => {
    expect(network.resource("aws_vpc_endpoint", "s3-vpc-0a1b2c3d4e5f60718")).toMatchObject({
      vpc_id: "vpc-0a1b2c3d4e5f60718",
      service_name: "com.amazonaws.eu-central-1.s3",
      vpc_endpoint_type: "Gateway",
      route_table_ids: ["rtb-0a1b2c3d", "rtb-1a2b3c4d"],
    });
  });

  test("looks up every route table of a VPC that says `all`, in its Region", () => {
    const endpoint = network.resource("aws_vpc_endpoint", "s3-vpc-1a1b2c3d4e5f60718");
    const lookup = network.data("aws_route_tables")["route-tables-vpc-1a1b2c3d4e5f60718"];
    expect(endpoint.route_table_ids).toBe("${data.aws_route_tables.route-tables-vpc-1a1b2c3d4e5f60718.ids}");
    expect(lookup.vpc_id).toBe("vpc-1a1b2c3d4e5f60718");
    expect(network.regionOf(lookup)).toBe("eu-west-1");
  });
});

describe("organization", () => {
  test("attaches the policies to their targets, one after the other", () => {
    const policies = Object.keys(organization.resources("aws_organizations_policy"));
    const attachments = Object.entries(organization.resources("aws_organizations_policy_attachment"));
    expect(policies.sort()).toEqual([
      "policy-strongroom-backup-daily",
      "policy-strongroom-backup-monthly",
      "policy-strongroom-protect-backup-tag",
      "policy-strongroom-protect-backups",
      "policy-strongroom-protect-roles",
      "policy-strongroom-require-backup-tag",
      "policy-strongroom-restrict-copies",
      "policy-strongroom-stay-in-organization",
    ]);
    expect(attachments.map(([id]) => id)).toContain("attachment-strongroom-backup-daily--ou-a1b2-33333333");
    expect(attachments.map(([id]) => id)).toContain("attachment-strongroom-protect-backups--r-a1b2");
    expect(attachments).toHaveLength(8);
    const predecessors = [
      ...Object.values(organization.resources("aws_organizations_policy")),
      ...attachments.map(([, attachment]) => attachment),
    ].map(({ depends_on: [predecessor, ...more] }) => {
      expect(more).toEqual([]);
      return predecessor;
    });
    expect(new Set(predecessors).size).toBe(predecessors.length);
  });

  test("sends minified contents", () => {
    for (const { content } of Object.values(organization.resources("aws_organizations_policy"))) {
      expect(content).toBe(JSON.stringify(JSON.parse(content)));
    }
  });

  test("delegates to the backup administrator, and owns no organization", () => {
    expect(organization.resource("aws_organizations_delegated_administrator", "delegated-administrator")).toMatchObject(
      {
        account_id: "222222222222",
        service_principal: "backup.amazonaws.com",
      },
    );
    expect(organization.resources("aws_organizations_organization")).toEqual({});
  });

  test("sets all three global settings, and in every Region the opt-ins with advanced features", () => {
    expect(organization.resource("aws_backup_global_settings", "global-settings").global_settings).toEqual({
      isCrossAccountBackupEnabled: "true",
      isDelegatedAdministratorEnabled: "true",
      isMpaEnabled: "false",
    });
    const settings = Object.values(organization.resources("aws_backup_region_settings"));
    expect(settings.map((resource) => organization.regionOf(resource)).sort()).toEqual(regions);
    for (const resource of settings) {
      expect(resource.resource_type_opt_in_preference).toMatchObject({
        DynamoDB: true,
        S3: true,
        CloudFormation: false,
      });
      expect(resource.resource_type_management_preference).toEqual({ DynamoDB: true, EFS: true });
      expect(resource.lifecycle.ignore_changes).toContain('resource_type_opt_in_preference["Timestream"]');
    }
  });
});

describe("every stack", () => {
  const accounts: Record<string, string> = {
    encryption: "111111111111",
    organization: "111111111111",
    "central-vault": "333333333333",
    "member-payments": "444444444444",
    "network-payments": "444444444444",
  };

  test.each(Object.entries(stacks))("%s reaches its own account only, by the deployment role", (id, template) => {
    const providers = Object.values(template.providers());
    expect(providers).not.toHaveLength(0);
    for (const provider of providers) {
      expect(provider.allowed_account_ids).toEqual([accounts[id]]);
      expect(provider.assume_role).toEqual([
        { role_arn: `arn:aws:iam::${accounts[id]}:role/AWSControlTowerExecution`, session_name: "strongroom" },
      ]);
      expect(provider.default_tags).toEqual([{ tags: { Owner: "platform" } }]);
    }
  });

  test.each(Object.entries(stacks))("%s names a declared provider on each AWS block", (_id, template) => {
    const declared = Object.keys(template.providers());
    for (const { address, block } of template.blocks()) {
      if (!/^(data\.)?terraform_/.test(address)) {
        expect(declared).toContain(block.provider);
      }
    }
  });

  test.each(["aws_kms_key", "aws_kms_replica_key", "aws_backup_vault", "aws_backup_vault_lock_configuration"])(
    "%s is never destroyed",
    (type) => {
      const found = Object.values(stacks).flatMap((template) => Object.values(template.resources(type)));
      expect(found).not.toHaveLength(0);
      for (const resource of found) {
        expect(resource.lifecycle.prevent_destroy).toBe(true);
      }
    },
  );

  test("takes the version of the AWS provider from the caller, and that of the bindings otherwise", () => {
    const version = (template: Template) => template.json.terraform.required_providers.aws.version;
    const overridden = synthesizeText(validText, { awsProviderVersion: "~> 6.30" });
    expect(version(stackOf(overridden, "encryption"))).toBe("~> 6.30");
    expect(version(encryption)).toMatch(/^6\.\d+\.\d+$/);
  });
});

describe("regionStrategy resourceRegion", () => {
  const byResource = synthesizeText(edit(validText, "regionStrategy: providerAlias", "regionStrategy: resourceRegion"));

  test("has one provider a stack, and the same resources in the same Regions", () => {
    for (const [id, template] of Object.entries(byResource)) {
      const original = stackOf(stacks, id);
      expect(Object.keys(template.providers())).toEqual(["aws"]);
      expect(template.addresses()).toEqual(original.addresses());
      for (const { address, block } of template.blocks()) {
        const twin = original.blocks().find((candidate) => candidate.address === address)?.block;
        if (!/^(data\.)?terraform_/.test(address)) {
          expect(template.regionOf(block)).toBe(original.regionOf(twin));
        }
      }
    }
  });

  test("lets go of vaults and keys in every Region of the partition that is not used, and destroys none", () => {
    const centralReleased = released(stackOf(byResource, "central-vault"));
    expect(centralReleased).toContain("aws_backup_vault.vault-eu-north-1");
    expect(centralReleased).toContain("aws_backup_vault_lock_configuration.lock-eu-north-1");
    expect(centralReleased).not.toContain("aws_backup_vault.vault-eu-west-1");
    expect(centralReleased).not.toContain("aws_backup_vault.vault-cn-north-1");
    expect(released(stackOf(byResource, "encryption"))).toEqual(
      expect.arrayContaining(["aws_kms_key.key-eu-north-1", "aws_kms_replica_key.key-eu-north-1"]),
    );
    expect(released(stackOf(byResource, "member-payments"))).toContain("aws_backup_vault.vault-us-east-1");
  });

  test("says `region` on every Regional resource, and on none of a global service", () => {
    const globalTypes = /^(data\.)?(aws_iam_|aws_organizations_|aws_backup_global_settings|terraform_)/;
    const blocks = Object.values(byResource).flatMap((template) => template.blocks());
    expect(blocks.filter(({ address }) => !globalTypes.test(address)).every(({ block }) => block.region)).toBe(true);
    expect(blocks.filter(({ address }) => globalTypes.test(address)).some(({ block }) => block.region)).toBe(false);
  });

  test("says no `region` on any resource with providerAlias, which version 5 of the provider takes too", () => {
    const blocks = Object.values(stacks).flatMap((template) => template.blocks());
    expect(blocks.filter(({ block }) => "region" in block)).toEqual([]);
  });
});

/** Addresses that Terraform forgets without destroying them. */
function released(template: Template): string[] {
  const blocks: Json[] = template.json.removed ?? [];
  expect(blocks.filter(({ lifecycle }) => lifecycle.destroy !== false)).toEqual([]);
  return blocks.map(({ from }) => from).sort();
}

test("text of the config is text to Terraform, and not an expression", () => {
  const odd = synthesizeText(
    edit(
      edit(validText, "tags: { Owner: platform }", "tags: { Owner: '${aws_x.y} %{ if }' }"),
      "values: [daily, monthly, disabled, custom]",
      "values: ['${aws:PrincipalTag/team}']",
    ),
  );
  const [provider] = Object.values(stackOf(odd, "encryption").providers());
  expect(provider.default_tags[0].tags.Owner).toBe("$${aws_x.y} %%{ if }");
  const policy = stackOf(odd, "organization").resource(
    "aws_organizations_policy",
    "policy-strongroom-require-backup-tag",
  );
  expect(policy.content).toContain('"$${aws:PrincipalTag/team}"');
});

function withPinnedKey(text: string): string {
  return edit(text, "encryption:\n", "encryption:\n  keyId: mrk-0123456789abcdef0123456789abcdef\n");
}
