/**
 * Asks an IAM simulator whether AWS would let a request through. What the simulator does not know stands in small models
 * of our own: `reachedByServiceControlPolicies`, `reachedByResourceControlPolicies`, `heldByLock`, `isImmutable` and
 * `takenFromManagementOnly`.
 */

import { type Statement } from "../../src/aws/policy-statement";
import { runSimulation, type Simulation } from "@cloud-copilot/iam-simulate";
import { accountRootArn } from "../../src/aws/arn";
import { type AuthorizationPolicyType, isAuthorizationPolicy } from "../../src/aws/authorization-policies";
import { type Principal, principals } from "../../src/attack-matrix/principals";
import { type ContextOf, type Layer, type Request } from "../../src/attack-matrix/request";
import { type Resource, type ResourcePolicy } from "../../src/attack-matrix/resources";
import { createScene, placesReachedByPolicies, type Scene } from "../../src/attack-matrix/scene";
import { type PolicyDocument, policyDocument } from "../../src/policies/policy-document";
import { backupRolePermissions } from "../../src/policies/role-policies";
import { iamDocuments, type Subject } from "./deployments";

/** The IAM documents of a deployment, of which tests take statements away or add some. */
export type IamDocuments = Readonly<Record<string, PolicyDocument>>;

/** What is taken away before the request: layers, and statements of documents. */
export interface Changes {
  readonly without?: readonly Layer[];
  readonly documents?: IamDocuments;
}

export interface Trial {
  readonly scene: Scene;
  readonly principal: Principal;
  readonly arn: string;
  readonly resource: Resource;
  /** What a simulator is asked. Undefined where one of our models denies the request already. */
  question(changes?: Changes): Simulation | undefined;
  /** Whether AWS lets it through. */
  allowed(changes?: Changes): Promise<boolean>;
  /** Names of the generated documents that have a say. */
  readonly documentNames: readonly string[];
}

/** Undefined where the deployment cannot have the request: no such principal, no such resource. */
export function createTrial(subject: Subject, request: Request): Trial | undefined {
  const scene = createScene(subject.deployment);
  const principal: Principal = principals[request.by];
  const arn = principal.arn(scene);
  const resource = request.resource(scene);
  if (arn === undefined || resource === undefined || request.where?.(scene) === false) {
    return undefined;
  }
  const own = iamDocuments(subject);
  const paths: Readonly<Record<AuthorizationPolicyType, string[]>> = {
    SERVICE_CONTROL_POLICY: reachedByServiceControlPolicies(scene, arn),
    RESOURCE_CONTROL_POLICY: reachedByResourceControlPolicies(scene, arn, resource, request.action),
  };
  const attached = subject.documents.organizationsPolicies.filter(
    ({ type, targets }) => isAuthorizationPolicy(type) && targets.some(({ id }) => paths[type].includes(id)),
  );
  const question: Trial["question"] = ({ without = [], documents = own } = {}) => {
    const removed = new Set<Layer>(without.flatMap((layer) => (layer === "keyGuard" ? keyGuardOf(scene) : [layer])));
    const models: readonly (readonly [Layer, boolean])[] = [
      ["managementOnly", takenFromManagementOnly(scene, arn, request.action)],
      ["immutablePlan", isImmutable(resource, request.action)],
      ["vaultLock", heldByLock(scene, resource, request.action)],
      ["complianceLock", heldByComplianceLock(scene, resource, request.action)],
    ];
    if (models.some(([layer, denies]) => denies && !removed.has(layer))) {
      return undefined;
    }
    const policies = attached.filter(({ origin }) => !removed.has(origin.name as Layer));
    const ofType = (policyType: AuthorizationPolicyType) =>
      paths[policyType].toReversed().map((id) => ({
        orgIdentifier: id,
        policies: [
          ...attachedByAws[policyType],
          ...policies
            .filter(({ type, targets }) => type === policyType && targets.some((target) => target.id === id))
            .map(({ name }) => ({ name, policy: documents[name] })),
        ],
      }));
    return {
      request: {
        principal: arn,
        action: request.action,
        resource: { resource: resource.arn, accountId: resource.accountId },
        contextVariables: {
          ...contextOf(scene, arn),
          ...principal.session,
          ...withValues(request.context?.(scene)),
        },
      },
      identityPolicies:
        arn.startsWith("arn:") && !isFederated(arn)
          ? [
              { name: "identity", policy: identityPolicy(principal, documents, removed) },
              ...(principal === principals.backupRole
                ? [{ name: "permissions", policy: documents[backupPermissionsName] ?? policyDocument([]) }]
                : []),
            ]
          : [],
      serviceControlPolicies: ofType("SERVICE_CONTROL_POLICY"),
      resourceControlPolicies: ofType("RESOURCE_CONTROL_POLICY"),
      resourcePolicy: resourcePolicyOf(scene, resource, documents, removed),
      // As for DynamoDB, of which the simulator knows no such setting. What follows without it is said to remain possible.
      additionalSettings: { s3: { bucketAbacEnabled: true } },
    };
  };
  const allowed: Trial["allowed"] = async (changes) => {
    const asked = question(changes);
    if (asked === undefined) {
      return false;
    }
    const result = await runSimulation(asked, {});
    if (result.resultType === "error") {
      throw new Error(
        `${request.by} ${request.what} (${request.action} on ${resource.arn}): ${JSON.stringify(result.errors)}`,
      );
    }
    return result.overallResult === "Allowed";
  };
  return {
    scene,
    principal,
    arn,
    resource,
    question,
    allowed,
    documentNames: [
      ...attached.map(({ name }) => name),
      documentNames[resource.policy ?? "defaultKeyPolicy"] ?? "",
      ...(principal.permissions === "break-glass" ? [permissionsName] : []),
      ...(principal === principals.backupRole ? [backupPermissionsName] : []),
    ].filter((name) => name in own),
  };
}

/**
 * Where SCPs can be attached that a principal must pass, nearest first. They reach neither the management account, nor
 * service-linked roles, nor services, nor other organizations.
 * Source: AWS Organizations User Guide, "Service control policies", "Tasks and entities not restricted by SCPs".
 */
function reachedByServiceControlPolicies(scene: Scene, arn: string): string[] {
  return isServiceLinked(arn) || isFederated(arn) ? [] : placesReachedByPolicies(scene, arn.split(":")[4] ?? "");
}

/** Of the services of the tables, those that support resource control policies. */
export const boundServices: readonly string[] = ["dsql", "dynamodb", "events", "kms", "s3", "sts"];

/**
 * The same for a resource that somebody asks for, wherever that one is from, and for services that it supports. Its policies
 * reach neither what is in the management account, nor service-linked roles.
 * Source: AWS Organizations User Guide, "Resource control policies", "Resources and entities not restricted by RCPs".
 */
function reachedByResourceControlPolicies(
  scene: Scene,
  arn: string,
  { accountId }: Resource,
  action: string,
): string[] {
  const isBound = boundServices.includes(action.split(":")[0] ?? "") && !isServiceLinked(arn);
  return isBound ? placesReachedByPolicies(scene, accountId) : [];
}

/** Whoever an identity provider signs in asks for a role without being anybody in AWS yet. */
function isFederated(arn: string): boolean {
  return /:(oidc|saml)-provider\//.test(arn);
}

function isServiceLinked(arn: string): boolean {
  return arn.includes(":role/aws-service-role/");
}

/**
 * A lock holds what is in the vault against everybody, and the vault as long as something is in it.
 * Source: AWS Backup Developer Guide, "AWS Backup Vault Lock".
 */
function heldByLock({ deployment }: Scene, resource: Resource, action: string): boolean {
  return (
    resource.locked === true &&
    deployment.centralVaults.vaults[0]?.lock !== undefined &&
    ["backup:DeleteRecoveryPoint", "backup:UpdateRecoveryPointLifecycle", "backup:DeleteBackupVault"].includes(action)
  );
}

/** After the lock date, nobody removes or changes a lock in compliance mode. Source: as above. */
function heldByComplianceLock({ deployment }: Scene, resource: Resource, action: string): boolean {
  return (
    resource.locked === true &&
    deployment.centralVaults.vaults[0]?.lock?.mode === "compliance" &&
    ["backup:DeleteBackupVaultLockConfiguration", "backup:PutBackupVaultLockConfiguration"].includes(action)
  );
}

/**
 * A plan of the organization can be viewed in an account, and not changed; its id begins with `orgs/`.
 * Sources: AWS Organizations User Guide, "Backup policies"; AWS Backup Developer Guide, "Choosing your report template".
 * Read 2026-11-27.
 */
function isImmutable({ arn }: Resource, action: string): boolean {
  return (
    arn.includes(":backup-plan:orgs/") &&
    [
      "backup:CreateBackupSelection",
      "backup:DeleteBackupPlan",
      "backup:DeleteBackupSelection",
      "backup:UpdateBackupPlan",
    ].includes(action)
  );
}

/**
 * AWS Organizations takes changes from the management account alone, unless a delegation policy says otherwise, and
 * Strongroom writes none. Source: AWS Organizations User Guide, "Delegated administrator for AWS Organizations".
 */
function takenFromManagementOnly({ management }: Scene, arn: string, action: string): boolean {
  return (
    action.startsWith("organizations:") &&
    !["organizations:AcceptHandshake", "organizations:LeaveOrganization"].includes(action) &&
    arn.split(":")[4] !== management
  );
}

function contextOf({ deployment, outside }: Scene, arn: string): Record<string, string | string[]> {
  const { organization, accounts } = deployment;
  const accountId = arn.split(":")[4];
  if (accountId === undefined) {
    return { "aws:PrincipalIsAWSService": "true" };
  }
  if (isFederated(arn)) {
    return { "aws:PrincipalIsAWSService": "false" };
  }
  const units = accounts.find(({ id }) => id === accountId)?.ancestorIds.toReversed() ?? [organization.rootId];
  return {
    "aws:PrincipalIsAWSService": "false",
    "aws:PrincipalArn": arn,
    "aws:PrincipalAccount": accountId,
    "aws:PrincipalOrgID": accountId === outside ? "o-outside000" : organization.id,
    "aws:PrincipalOrgPaths": [
      accountId === outside ? "o-outside000/r-outs/" : `${[organization.id, ...units].join("/")}/`,
    ],
  };
}

/** AWS leaves out a key without values. */
function withValues(context: ReturnType<ContextOf> = {}): Record<string, string | string[]> {
  const present = Object.entries(context).filter(([, value]) => typeof value === "string" || value.length > 0);
  return Object.fromEntries(present) as Record<string, string | string[]>;
}

const everythingAllowed = policyDocument([{ Sid: "All", Effect: "Allow", Action: "*", Resource: "*" }]);

/** What AWS attaches everywhere; the simulator adds RCPFullAWSAccess itself, and refuses it where it is given. */
const attachedByAws = {
  SERVICE_CONTROL_POLICY: [{ name: "FullAWSAccess", policy: everythingAllowed }],
  RESOURCE_CONTROL_POLICY: [],
};

const permissionsName = "permissions of the break-glass role";
const backupPermissionsName = "permissions of the backup role";

/** The managed policies of the backup role stand for all but what it has from us. */
const allButOurs = {
  Version: "2012-10-17",
  Statement: [
    {
      Effect: "Allow",
      NotAction: backupRolePermissions("aws").Statement.flatMap(({ Action }) => Action),
      Resource: "*",
    },
  ],
};

/** Everybody may do everything, but who has a policy of ours: what stops the others must be another layer. */
function identityPolicy(principal: Principal, documents: IamDocuments, removed: ReadonlySet<Layer>): unknown {
  if (principal === principals.backupRole) {
    return allButOurs;
  }
  return principal.permissions === "break-glass" && !removed.has("breakGlassPermissions")
    ? (documents[permissionsName] ?? everythingAllowed)
    : everythingAllowed;
}

const documentNames: Readonly<Partial<Record<ResourcePolicy, string>>> = {
  keyPolicy: "key policy",
  centralVaultPolicy: "central vault policy",
  localVaultPolicy: "local vault policy",
  backupRoleTrust: "trust of the backup role",
  restoreRoleTrust: "trust of the restore role",
  breakGlassTrust: "trust of the break-glass role",
  memberKeyStatements: "statements for members' keys",
};

/** Without the layer, a policy that lets everybody in. Where the policy is none of ours, what it must be at least. */
function resourcePolicyOf(
  { deployment }: Scene,
  { policy, accountId }: Resource,
  documents: IamDocuments,
  removed: ReadonlySet<Layer>,
): PolicyDocument | undefined {
  if (policy === "anybody" || removed.has((policy ?? "managementOnly") as Layer)) {
    return policyDocument([{ Sid: "Anybody", Effect: "Allow", Principal: "*", Action: "*", Resource: "*" }]);
  }
  const document = documents[documentNames[policy ?? "defaultKeyPolicy"] ?? ""];
  if (document || (policy !== "keyPolicy" && policy !== "defaultKeyPolicy")) {
    return document;
  }
  const { partition, id } = deployment.organization;
  const account: Statement = {
    Sid: "AccountDecides",
    Effect: "Allow",
    Principal: { AWS: accountRootArn(partition, accountId) },
    Action: "kms:*",
    Resource: "*",
  };
  const organization: Statement = {
    Sid: "OrganizationUsesPinnedKey",
    Effect: "Allow",
    Principal: "*",
    Action: ["kms:CreateGrant", "kms:Decrypt", "kms:DescribeKey", "kms:GenerateDataKey*"],
    Resource: "*",
    Condition: { StringEquals: { "aws:PrincipalOrgID": id } },
  };
  return policyDocument(policy === "keyPolicy" ? [account, organization] : [account]);
}

function keyGuardOf({ deployment }: Scene): Layer[] {
  return [deployment.encryption.pinnedKeyId === undefined ? "keyPolicy" : "protectBackups"];
}
