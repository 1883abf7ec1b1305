/** Key and vault policies. */

import { resolveDeployment } from "../../src/model/resolve";
import { buildDocuments } from "../../src/policies/documents";
import { configOf, edit, validText } from "../config/valid";

const documents = buildDocuments(resolveDeployment(configOf(validText)));

test("the key is administered by named roles of its account, and used by the organization with nine actions", () => {
  const statement = (sid: string) => documents.keyPolicy.Statement.find(({ Sid }) => Sid === sid);
  const [administration, deletion] = [statement("AdministerKey"), statement("DeleteKey")];
  const [use, grants] = [statement("OrganizationUsesKey"), statement("OrganizationGrantsToServices")];
  expect(administration?.Principal).toEqual({ AWS: "arn:aws:iam::111111111111:root" });
  expect(administration?.Condition).toEqual({
    ArnLike: { "aws:PrincipalArn": ["arn:aws:iam::111111111111:role/AWSControlTowerExecution"] },
  });
  expect(deletion?.Condition).toEqual({
    ArnLike: { "aws:PrincipalArn": ["arn:aws:iam::111111111111:role/BackupAdminRole"] },
  });
  expect(use?.Condition).toEqual({ StringEquals: { "aws:PrincipalOrgID": "o-a1b2c3d4e5" } });
  expect(grants?.Condition).toEqual({ ...use?.Condition, Bool: { "kms:GrantIsForAWSResource": "true" } });
  expect([...(use?.Action ?? []), ...(grants?.Action ?? [])].sort()).toEqual([
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

test("the central vault admits copies by the backup role of the organization, and nothing else from elsewhere", () => {
  const allowed = documents.centralVaultPolicy.Statement.filter(({ Effect }) => Effect === "Allow");
  expect(allowed).toEqual([
    {
      Sid: "OrganizationCopiesIn",
      Effect: "Allow",
      Principal: "*",
      Action: "backup:CopyIntoBackupVault",
      Resource: "*",
      Condition: {
        ArnLike: {
          "aws:PrincipalArn": [
            "arn:aws:iam::*:role/OrgBackupRole",
            "arn:aws:iam::*:role/aws-service-role/backup.amazonaws.com/AWSServiceRoleForBackup",
          ],
        },
        StringEquals: { "aws:PrincipalOrgID": "o-a1b2c3d4e5" },
      },
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

describe("the break-glass role", () => {
  const withAccess = (access: string) =>
    buildDocuments(
      resolveDeployment(
        configOf(
          edit(
            edit(validText, "maxSessionMinutes: 60", `maxSessionMinutes: 90`),
            /principals: .*/.exec(validText)?.[0] ?? "",
            access,
          ),
        ),
      ),
    ).breakGlassRole;
  const user = "arn:aws:iam::111111111111:user/on-call";
  const identityCenter = "arn:aws:iam::222222222222:role/aws-reserved/sso.amazonaws.com/*/AWSReservedSSO_BackupAdmin_*";

  test("is not there where nobody may assume it", () => {
    expect(withAccess("principals: []")).toBeUndefined();
  });

  test("asks for MFA where the session can carry it, and for the organization always", () => {
    const role = withAccess(`principals: [${user}, "${identityCenter}"]`);
    const conditions = role?.trust.Statement.map(({ Condition }) => Condition);
    expect(role?.maxSessionSeconds).toBe(5400);
    expect(conditions).toEqual([
      {
        ArnLike: { "aws:PrincipalArn": [user] },
        StringEquals: { "aws:PrincipalOrgID": "o-a1b2c3d4e5" },
        Bool: { "aws:MultiFactorAuthPresent": "true" },
      },
      {
        ArnLike: {
          "aws:PrincipalArn": [
            "arn:aws:iam::222222222222:role/aws-reserved/sso.amazonaws.com/*/AWSReservedSSO_BackupAdmin_????????????????",
            "arn:aws:iam::222222222222:role/aws-reserved/sso.amazonaws.com/AWSReservedSSO_BackupAdmin_????????????????",
          ],
        },
        StringEquals: { "aws:PrincipalOrgID": "o-a1b2c3d4e5" },
      },
    ]);
    expect(role?.trust.Statement.map(({ Principal }) => Principal)).toEqual([
      { AWS: ["arn:aws:iam::111111111111:root"] },
      { AWS: ["arn:aws:iam::222222222222:root"] },
    ]);
  });

  test("asks for no MFA of a role, whose session never says so, and matches a role of a known name exactly", () => {
    const onCall = "arn:aws:iam::222222222222:role/OnCall";
    const known =
      "arn:aws:iam::222222222222:role/aws-reserved/sso.amazonaws.com/eu-west-1/AWSReservedSSO_Admin_0123456789abcdef";
    const [statement, ...more] = withAccess(`principals: [${onCall}, ${known}]`)?.trust.Statement ?? [];
    expect(more).toEqual([]);
    expect(statement?.Condition).toEqual({
      ArnLike: { "aws:PrincipalArn": [onCall, known] },
      StringEquals: { "aws:PrincipalOrgID": "o-a1b2c3d4e5" },
    });
  });

  test("cannot change what holds it back: access policies, locks, roles", () => {
    const actions = withAccess(`principals: [${user}]`)?.permissions.Statement.flatMap(({ Action }) => Action) ?? [];
    expect(actions).toContain("backup:DeleteRecoveryPoint");
    expect(actions.filter((action) => /Policy|Lock|:\*$/.test(action))).toEqual([]);
  });
});
