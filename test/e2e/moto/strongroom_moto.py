"""What moto 5.2 lacks of the AWS that Strongroom's stacks need. test/e2e/README.md says what and why."""

import json
import os
import time
from copy import copy, deepcopy
from fnmatch import fnmatchcase
from urllib.parse import unquote

from moto.backup import urls as backup_urls
from moto.backup.exceptions import ResourceNotFoundException
from moto.backup.models import BackupBackend
from moto.backup.responses import BackupResponse
from moto.core.exceptions import JsonRESTError
from moto.core.responses import BaseResponse
from moto.iam.responses import IamResponse
from moto.kms.models import KmsBackend, kms_backends
from moto.kms.responses import KmsResponse
from moto.organizations.models import (
    FakeDelegatedAdministrator,
    FakePolicy,
    organizations_backends,
)
from moto.sts.models import sts_backends

# --- AWS KMS: replicas have their own policy, aliases, grants and tags; rotation belongs to the primary. ---


def replicate_key(self: KmsResponse) -> str:
    key_id = self._get_param("KeyId")
    self._validate_key_id(key_id)
    key_id = self.kms_backend.get_key_id(key_id)
    region = self._get_param("ReplicaRegion")
    primary = self.kms_backend.keys[key_id]
    replica = copy(primary)
    replica.primary = primary
    replica.region = region
    replica.arn = primary.arn.replace(f":{primary.region}:", f":{region}:")
    replica.policy = self._get_param("Policy") or primary.generate_default_policy()
    replica.description = self._get_param("Description") or ""
    replica.aliases = {}
    replica.grants = {}
    primary.multi_region_configuration["ReplicaKeys"].append(
        {"Arn": replica.arn, "Region": region}
    )
    replicas = primary.multi_region_configuration["ReplicaKeys"]
    replica.multi_region_configuration = {
        **deepcopy(primary.multi_region_configuration),
        "MultiRegionKeyType": "REPLICA",
        "ReplicaKeys": replicas,
    }
    backend = kms_backends[self.current_account][region]
    backend.keys[replica.id] = replica
    if tags := self._get_param("Tags"):
        backend.tag_resource(replica.id, tags)
    return json.dumps(
        {
            "ReplicaKeyMetadata": replica.to_dict()["KeyMetadata"],
            "ReplicaPolicy": replica.policy,
            "ReplicaTags": tags or [],
        }
    )


def rotating_key(backend: KmsBackend, key_id: str):
    key = backend.keys[backend.get_key_id(key_id)]
    return getattr(key, "primary", key)


def enable_key_rotation(self: KmsResponse) -> str:
    key_id = self._get_param("KeyId")
    self._validate_cmk_id(key_id)
    key = rotating_key(self.kms_backend, key_id)
    key.key_rotation_status = True
    key.rotation_period_in_days = self._get_param("RotationPeriodInDays") or 365
    return json.dumps(None)


def get_key_rotation_status(self: KmsResponse) -> str:
    key_id = self._get_param("KeyId")
    self._validate_cmk_id(key_id)
    key = rotating_key(self.kms_backend, key_id)
    status = {"KeyRotationEnabled": key.key_rotation_status}
    if key.key_rotation_status:
        status["RotationPeriodInDays"] = getattr(key, "rotation_period_in_days", 365)
    return json.dumps(status)


KmsResponse.replicate_key = replicate_key
KmsResponse.enable_key_rotation = enable_key_rotation
KmsResponse.get_key_rotation_status = get_key_rotation_status

# --- AWS Organizations: backup policies, and AWS Backup's delegated administrator. ---

create_policy = FakePolicy.__init__


def create_any_policy(self: FakePolicy, organization, **kwargs) -> None:
    try:
        create_policy(self, organization, **kwargs)
    except NotImplementedError:
        self._arn_format = (
            "arn:{0}:organizations::{1}:policy/{2}/" + self.type.lower() + "/{3}"
        )


FakePolicy.__init__ = create_any_policy
FakeDelegatedAdministrator.SUPPORTED_SERVICES.append("backup.amazonaws.com")

# --- AWS Backup: vault access policies, global settings, Region settings and tags. ---

OPT_IN = (
    "Aurora CloudFormation DSQL DocumentDB DynamoDB EBS EC2 EFS EKS FSx Neptune RDS Redshift S3 Timestream VirtualMachine"
).split() + ["Redshift Serverless", "SAP HANA on Amazon EC2", "Storage Gateway"]
MANAGEMENT = ["CloudFormation", "DSQL", "DynamoDB", "EFS"]


def state(backend: BackupBackend) -> dict:
    """What the extension keeps for one account and Region; as AWS has it where nobody changed anything."""
    return backend.__dict__.setdefault(
        "strongroom",
        {
            "access_policies": {},
            "opt_in": {key: key in ("EBS", "EC2", "RDS") for key in OPT_IN},
            "management": {key: False for key in MANAGEMENT},
        },
    )


def policy_vault(self: BackupResponse) -> str:
    name = self.path.split("/")[-2]
    if name not in self.backup_backend.vaults:
        raise ResourceNotFoundException(f"Backup vault {name} not found")
    return name


def put_backup_vault_access_policy(self: BackupResponse) -> str:
    policies = state(self.backup_backend)["access_policies"]
    policies[policy_vault(self)] = json.loads(self.body)["Policy"]
    return "{}"


def get_backup_vault_access_policy(self: BackupResponse) -> str:
    name = policy_vault(self)
    policy = state(self.backup_backend)["access_policies"].get(name)
    if policy is None:
        raise ResourceNotFoundException(f"Backup vault {name} has no access policy")
    arn = self.backup_backend.vaults[name].backup_vault_arn
    return json.dumps(
        {"BackupVaultName": name, "BackupVaultArn": arn, "Policy": policy}
    )


def delete_backup_vault_access_policy(self: BackupResponse) -> str:
    state(self.backup_backend)["access_policies"].pop(policy_vault(self), None)
    return "{}"


def describe_region_settings(self: BackupResponse) -> str:
    current = state(self.backup_backend)
    return json.dumps(
        {
            "ResourceTypeOptInPreference": current["opt_in"],
            "ResourceTypeManagementPreference": current["management"],
        }
    )


def update_region_settings(self: BackupResponse) -> str:
    body = json.loads(self.body)
    current = state(self.backup_backend)
    current["opt_in"].update(body.get("ResourceTypeOptInPreference") or {})
    current["management"].update(body.get("ResourceTypeManagementPreference") or {})
    return "{}"


GLOBAL_SETTINGS: dict = {}


def describe_global_settings(self: BackupResponse) -> str:
    defaults = dict.fromkeys(
        (
            "isCrossAccountBackupEnabled",
            "isDelegatedAdministratorEnabled",
            "isMpaEnabled",
        ),
        "false",
    )
    settings = {**defaults, **GLOBAL_SETTINGS.get(self.current_account, {})}
    return json.dumps({"GlobalSettings": settings, "LastUpdateTime": time.time()})


def update_global_settings(self: BackupResponse) -> str:
    settings = GLOBAL_SETTINGS.setdefault(self.current_account, {})
    settings.update(json.loads(self.body)["GlobalSettings"])
    return "{}"


def list_tags(self: BackupResponse) -> str:
    """Some SDKs send the path with a slash at its end and some without; moto reads the former only."""
    arn = unquote(self.path).split("/tags/", 1)[1].rstrip("/")
    return json.dumps({"Tags": self.backup_backend.list_tags(resource_arn=arn)})


def start_backup_job(self: BackupResponse) -> str:
    """The recovery point is there at once."""
    body = json.loads(self.body)
    vault = self.backup_backend.vaults[body["BackupVaultName"]]
    points = recovery_points(vault)
    points.append(
        {
            "RecoveryPointArn": f"{vault.backup_vault_arn.replace(':backup-vault:', ':recovery-point:')}-{len(points)}",
            "BackupVaultName": vault.backup_vault_name,
            "ResourceArn": body["ResourceArn"],
            "Status": "COMPLETED",
        }
    )
    vault.num_of_recovery_points = len(points)
    point = points[-1]["RecoveryPointArn"]
    return json.dumps({"BackupJobId": point, "RecoveryPointArn": point})


def list_recovery_points_by_backup_vault(self: BackupResponse) -> str:
    vault = self.backup_backend.vaults[unquote(self.path).split("/")[2]]
    return json.dumps({"RecoveryPoints": recovery_points(vault)})


def recovery_points(vault) -> list[dict]:
    return vault.__dict__.setdefault("strongroom_recovery_points", [])


delete_vault = BackupBackend.delete_backup_vault


def delete_empty_vault(self: BackupBackend, backup_vault_name: str) -> None:
    vault = self.vaults.get(backup_vault_name)
    if vault is not None and recovery_points(vault):
        raise JsonRESTError(
            "InvalidRequestException",
            "Backup vault cannot be deleted because it contains recovery points.",
        )
    delete_vault(self, backup_vault_name)


BackupBackend.delete_backup_vault = delete_empty_vault

for operation in (
    list_tags,
    start_backup_job,
    list_recovery_points_by_backup_vault,
    put_backup_vault_access_policy,
    get_backup_vault_access_policy,
    delete_backup_vault_access_policy,
    describe_region_settings,
    update_region_settings,
    describe_global_settings,
    update_global_settings,
):
    setattr(BackupResponse, operation.__name__, operation)

for path in (
    "{0}/backup-vaults/(?P<name>[^/]+)/access-policy$",
    "{0}/backup-vaults/(?P<name>[^/]+)/recovery-points/?$",
    "{0}/backup-jobs$",
    "{0}/global-settings$",
    "{0}/account-settings$",
):
    backup_urls.url_paths[path] = backup_urls.response.dispatch

# --- A call that never arrives, for the test of an apply that is killed half-way. ---

attach_role_policy = IamResponse.attach_role_policy


def attach_role_policy_unless_held(self: IamResponse):
    """While the file exists, calls wait; a call that waited is lost, as if its sender had died before sending it."""
    waited = False
    while os.path.exists(os.environ.get("STRONGROOM_HOLD_FILE", "")):
        waited = True
        time.sleep(0.1)
    if waited:
        raise ConnectionAbortedError("the call was held and is lost")
    return attach_role_policy(self)


IamResponse.attach_role_policy = attach_role_policy_unless_held

# --- A record of the calls, for the test of what a role must be permitted. ---

call_action = BaseResponse.call_action


def call_action_on_record(self: BaseResponse):
    if file := os.environ.get("STRONGROOM_CALLS_FILE"):
        action = f"{self.service_name}:{self._get_action()}"
        call = {"accountId": self.current_account, "action": action}
        if action == "sts:AssumeRole":
            call["roleArn"] = self._get_param("RoleArn")
        with open(file, "a", encoding="utf-8") as record:
            record.write(json.dumps(call) + "\n")
    return call_action(self)


BaseResponse.call_action = call_action_on_record


# --- AWS Organizations: service control policies deny, as far as action, role and the name of the role decide. ---

authorize = BaseResponse._authenticate_and_authorize_normal_action


def authorize_under_service_control_policies(self: BaseResponse, resource: str):
    authorize(self, resource)
    principal = assumed_role_arn(self)
    action = f"{self.service_name}:{self._get_action()}"
    for name, statement in service_control_statements(self.current_account):
        if principal and denies(self, statement, action, principal):
            raise JsonRESTError(
                "AccessDeniedException",
                f"{principal} may not {action}: explicit deny in a service control policy ({name})",
            )


def assumed_role_arn(response: BaseResponse):
    for backend in sts_backends[response.current_account].values():
        if role := backend.get_assumed_role_from_access_key(response.access_key):
            return role.role_arn
    return None


def service_control_statements(account_id: str):
    """Of the account and all above it. The management account has none."""
    for account_backends in list(organizations_backends.values()):
        for organization in list(account_backends.values()):
            if organization.org is None or account_id == organization.org.master_account_id:
                continue
            path = path_upward(organization, account_id)
            for policy in organization.policies:
                if policy.type == "SERVICE_CONTROL_POLICY" and any(
                    target.id in path for target in policy.attachments
                ):
                    for statement in json.loads(policy.content)["Statement"]:
                        yield policy.name, statement


def path_upward(organization, account_id: str) -> list[str]:
    parents = {unit.id: unit.parent_id for unit in organization.ou}
    parents |= {account.id: account.parent_id for account in organization.accounts}
    path = [account_id]
    while (parent := parents.get(path[-1])) is not None:
        path.append(parent)
    return path


def denies(response: BaseResponse, statement, action: str, principal: str) -> bool:
    """Statements that look at more than the role that calls, or at other resources than roles, are left alone."""
    conditions = statement.get("Condition", {})
    exempt = conditions.get("ArnNotLike", {}).get("aws:PrincipalArn", [])
    if statement["Effect"] != "Deny" or set(conditions) - {"ArnNotLike"}:
        return False
    role = f"arn:aws:iam::{response.current_account}:role/{response._get_param('RoleName')}"
    return (
        matches(action, statement["Action"])
        and not matches(principal, exempt)
        and (statement["Resource"] == "*" or matches(role, statement["Resource"]))
    )


def matches(text: str, patterns) -> bool:
    patterns = [patterns] if isinstance(patterns, str) else patterns
    return any(fnmatchcase(text, pattern) for pattern in patterns)


BaseResponse._authenticate_and_authorize_normal_action = (
    authorize_under_service_control_policies
)
