/** The organizations whose documents are put to the proof: every example, and one with nested OUs. */

import { join } from "node:path";
import { type Deployment } from "../../src/model/deployment";
import { type Documents } from "../../src/policies/documents";
import { createScene } from "../../src/attack-matrix/scene";
import { type PolicyDocument, policyDocument } from "../../src/policies/policy-document";
import { buildMemberKeyStatements } from "../../src/policies/key-policy";
import { validateFile } from "../../src/answers/validate";
import { repository, validFiles } from "../config/valid";

export interface Subject {
  readonly file: string;
  readonly deployment: Deployment;
  readonly documents: Documents;
}

const files = [...validFiles, "test/fixtures/nested.yaml"];

export const subjects: readonly Subject[] = files.map((file) => {
  const { result, findings } = validateFile(join(repository, file));
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
        .filter(({ type }) => type === "SERVICE_CONTROL_POLICY")
        .map(({ name, content }) => [name, JSON.parse(content) as PolicyDocument]),
    ),
    // The policy of a pinned key is somebody else's.
    ...(deployment.encryption.pinnedKeyId === undefined && { "key policy": documents.keyPolicy }),
    "central vault policy": documents.centralVaultPolicy,
    "local vault policy": documents.localVaultPolicy,
    "trust of the backup role": documents.backupRole.trust,
    "trust of the restore role": documents.restoreRole.trust,
    ...(breakGlass && {
      "trust of the break-glass role": breakGlass.trust,
      "permissions of the break-glass role": breakGlass.permissions,
    }),
    "statements for members' keys": policyDocument(buildMemberKeyStatements(deployment, { name: "", id: member })),
  };
}
