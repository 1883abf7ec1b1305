/** Key and vault policies. */

import { resolveDeployment } from "../../src/model/resolve";
import { buildDocuments } from "../../src/policies/documents";
import { configOf, validText } from "../config/valid";

const documents = buildDocuments(resolveDeployment(configOf(validText)));

test("the key is administered by its account, and used by the organization with nine actions", () => {
  const [administration, use] = documents.keyPolicy.Statement;
  expect(administration?.Principal).toEqual({ AWS: "arn:aws:iam::111111111111:root" });
  expect(use?.Condition).toEqual({ StringEquals: { "aws:PrincipalOrgID": "o-a1b2c3d4e5" } });
  expect([...(use?.Action ?? [])].sort()).toEqual([
    "kms:CreateGrant",
    "kms:Decrypt",
    "kms:DescribeKey",
    "kms:Encrypt",
    "kms:GenerateDataKey*",
    "kms:GetKeyPolicy",
    "kms:ListGrants",
    "kms:ReEncrypt*",
    "kms:RevokeGrant",
  ]);
});

test("the central vault admits copies from the organization, and nothing else from elsewhere", () => {
  const allowed = documents.centralVaultPolicy.Statement.filter(({ Effect }) => Effect === "Allow");
  expect(allowed).toEqual([
    {
      Sid: "OrganizationCopiesIn",
      Effect: "Allow",
      Principal: "*",
      Action: "backup:CopyIntoBackupVault",
      Resource: "*",
      Condition: { StringEquals: { "aws:PrincipalOrgID": "o-a1b2c3d4e5" } },
    },
  ]);
});

test("a local vault admits copies from the central account", () => {
  const allowed = documents.localVaultPolicy.Statement.filter(({ Effect }) => Effect === "Allow");
  expect(allowed.map(({ Principal, Action }) => ({ Principal, Action }))).toEqual([
    { Principal: { AWS: "arn:aws:iam::333333333333:root" }, Action: "backup:CopyIntoBackupVault" },
  ]);
});

test.each(["centralVaultPolicy", "localVaultPolicy"] as const)(
  "%s lets nobody delete, leaves itself changeable, and has no wildcard action, which AWS refuses",
  (name) => {
    const denied = documents[name].Statement.filter(({ Effect }) => Effect === "Deny");
    const actions = documents[name].Statement.flatMap(({ Action }) => Action);
    expect(denied.map(({ Principal }) => Principal)).toEqual(["*"]);
    expect(denied[0]?.Action).toEqual(
      expect.arrayContaining(["backup:DeleteRecoveryPoint", "backup:UpdateRecoveryPointLifecycle"]),
    );
    expect(actions).not.toContain("backup:PutBackupVaultAccessPolicy");
    expect(actions.filter((action) => action.includes("*"))).toEqual([]);
  },
);
