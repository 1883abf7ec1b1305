"""Writes src/attack-matrix/managed-policies.json from the managed policies of AWS that moto has.

    pip install moto
    python3 build/managed-policies.py && npx prettier --write src/attack-matrix/managed-policies.json
"""

import datetime
import importlib.metadata
import json
import pathlib

from moto.iam.aws_managed_policies import aws_managed_policies_data

NAMES = [
    # Of people.
    "AdministratorAccess",
    "PowerUserAccess",
    "DatabaseAdministrator",
    "SystemAdministrator",
    "IAMFullAccess",
    "AWSBackupAuditAccess",
    "AWSBackupFullAccess",
    "AWSBackupOperatorAccess",
    "AWSBackupSearchOperatorAccess",
    "AmazonDynamoDBFullAccess",
    "AmazonEC2FullAccess",
    "AmazonElasticFileSystemFullAccess",
    "AmazonFSxFullAccess",
    "AmazonRDSFullAccess",
    "AmazonRedshiftFullAccess",
    "AmazonS3FullAccess",
    "AWSStorageGatewayFullAccess",
    # Of roles that work for AWS Backup.
    "AWSBackupDataTransferAccess",
    "AWSBackupGatewayServiceRolePolicyForVirtualMachineMetadataSync",
    "AWSBackupRestoreAccessForSAPHANA",
    "AWSBackupServiceRolePolicyForBackup",
    "AWSBackupServiceRolePolicyForRestores",
    "AWSBackupServiceRolePolicyForS3Backup",
    "AWSBackupServiceRolePolicyForS3Restore",
    # Of other tools that make or delete snapshots, images and volumes.
    "AWSDataLifecycleManagerServiceRole",
    "AWSDataLifecycleManagerServiceRoleForAMIManagement",
    "AWSEC2VssSnapshotPolicy",
    "AmazonEBSCSIDriverPolicy",
    "AmazonEBSCSIDriverPolicyV2",
    "AmazonEKSBlockStoragePolicy",
    "AmazonEKSComputePolicy",
    "AmazonEMRServicePolicy_v2",
    "EC2ImageBuilderLifecycleExecutionPolicy",
]


def patterns(document, element):
    statements = document["Statement"]
    allowing = [one for one in ([statements] if isinstance(statements, dict) else statements) if one["Effect"] == "Allow"]
    values = [one[element] for one in allowing if element in one]
    return sorted({name for value in values for name in ([value] if isinstance(value, str) else value)})


known = json.loads(aws_managed_policies_data)
policies = {
    name: {
        "version": known[name]["DefaultVersionId"],
        "changed": known[name]["UpdateDate"][:10],
        "allows": " ".join(patterns(known[name]["Document"], "Action")),
        "allowsAllBut": " ".join(patterns(known[name]["Document"], "NotAction")),
    }
    for name in NAMES
}
written = {
    "source": f"moto {importlib.metadata.version('moto')}, moto/iam/aws_managed_policies.py, Apache License 2.0",
    "date": datetime.date.today().isoformat(),
    "policies": policies,
}
target = pathlib.Path(__file__).parent.parent / "src" / "attack-matrix" / "managed-policies.json"
target.write_text(json.dumps(written, indent=2) + "\n")
