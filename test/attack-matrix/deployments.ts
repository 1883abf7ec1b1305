/** The organizations whose documents are put to the proof: every example, and fixtures. */

import { isAuthorizationPolicy } from "../../src/aws/authorization-policies";
import { taggedServices } from "../../src/aws/backup-services";
import { Source } from "../../src/config/source";
import { type Deployment } from "../../src/model/deployment";
import { type Documents } from "../../src/policies/documents";
import { createScene } from "../../src/attack-matrix/scene";
import { type PolicyDocument, policyDocument } from "../../src/policies/policy-document";
import { buildMemberKeyStatements } from "../../src/policies/key-policy";
import { validateSource } from "../../src/answers/validate";
import { edit, textOf, validFile, validFiles } from "../config/valid";

export interface Subject {
  readonly file: string;
  readonly deployment: Deployment;
  readonly documents: Documents;
}

const nestedFile = "test/fixtures/nested.yaml";
const taggedList = `[${taggedServices.join(", ")}]`;

const texts: readonly (readonly [file: string, text: string])[] = [
  ...validFiles.map((file) => [file, edited(file, textOf(file))] as const),
  [
    nestedFile,
    edit(
      `serviceOptIn: ${taggedList}\n${edited(nestedFile, textOf(nestedFile))}`,
      "    key: backup\n",
      `    key: backup\n    services: ${taggedList}\n`,
    ),
  ],
  [
    `${validFile} with protectKeys, which does not reach its key`,
    edit(textOf(validFile), "  protectRoles:", "  protectKeys: { targets: [root] }\n  protectRoles:"),
  ],
];

/**
 * Each way to the deployment role: runs of HCP Terraform, a role for the state, roles that run Terraform, and a state of
 * which nobody is named as the writer.
 */
function edited(file: string, text: string): string {
  switch (file) {
    case "test/fixtures/org.yaml":
      return edit(
        text,
        "state: { type: local } # or s3, or cloud: docs/configuration.md\n  deploymentRoleName: AWSControlTowerExecution",
        "state: { type: cloud, organization: acme, executionMode: remote }\n  planRoleName: StrongroomPlan\n  deploymentRoleName: StrongroomDeployment",
      );
    case "test/fixtures/china.yaml":
      return `${text}
terraform:
  state:
    type: s3
    bucket: china-tfstate
    region: cn-north-1
    kmsKeyId: alias/state
    roleArn: arn:aws-cn:iam::222222222222:role/State
`;
    case "examples/presets.yaml":
      return edit(text, "keyPrefix: backup/ }", "keyPrefix: backup/, kmsKeyId: alias/state }");
    case nestedFile:
      return edit(
        edit(
          text,
          "    principals:\n",
          "    principals:\n      - arn:aws-us-gov:iam::700000000012:role/aws-reserved/sso.amazonaws.com/*/AWSReservedSSO_OnCall_*\n",
        ),
        "terraform: { deploymentRoleName: TerraformDeployment }",
        `terraform:
  deploymentRoleName: TerraformDeployment
  planRoleName: TerraformPlan
  state:
    type: s3
    bucket: nested-tfstate
    region: us-gov-west-1
    keyPrefix: backup/
    kmsKeyId: arn:aws-us-gov:kms:us-gov-west-1:700000000012:key/00000000-0000-0000-0000-000000000000
  runners:
    plan: arn:aws-us-gov:iam::700000000001:role/PlanRunner
    apply: arn:aws-us-gov:iam::700000000012:role/ApplyRunner`,
      );
    default:
      return text;
  }
}

export const subjects: readonly Subject[] = texts.map(([file, text]) => {
  const { result, findings } = validateSource(new Source(file, text));
  if (!result) {
    throw new Error(`${file}: ${JSON.stringify(findings)}`);
  }
  return { file, ...result };
});

/** Every IAM document that the deployment comes to, by a name for people. */
export function iamDocuments({ deployment, documents }: Subject): Record<string, PolicyDocument> {
  const { breakGlassRole: breakGlass } = documents;
  const { member } = createScene(deployment);
  return {
    ...Object.fromEntries(
      documents.organizationsPolicies
        .filter(({ type }) => isAuthorizationPolicy(type))
        .map(({ name, content }) => [name, JSON.parse(content) as PolicyDocument]),
    ),
    // The policy of a pinned key is somebody else's.
    ...(deployment.encryption.pinnedKeyId === undefined && { "key policy": documents.keyPolicy }),
    "central vault policy": documents.centralVaultPolicy,
    "local vault policy": documents.localVaultPolicy,
    "trust of the backup role": documents.backupRole.trust,
    ...(documents.backupRole.permissions && { "permissions of the backup role": documents.backupRole.permissions }),
    "trust of the restore role": documents.restoreRole.trust,
    ...(breakGlass && {
      "trust of the break-glass role": breakGlass.trust,
      "permissions of the break-glass role": breakGlass.permissions,
    }),
    "statements for members' keys": policyDocument(buildMemberKeyStatements(deployment, { name: "", id: member })),
  };
}
