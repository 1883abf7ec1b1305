import { limits } from "./backup-policy/limits";

/**
 * AWS quotas that Strongroom keeps to. Sizes are in characters, as the API counts them: white space included.
 *
 * Sources: AWS Organizations User Guide, "Quotas for AWS Organizations" (SCP quotas doubled on 2026-05-15);
 * AWS Backup Developer Guide, "AWS Backup quotas". Read 2026-11-21. Those of backup policies and plans have their own sources
 * in `backup-policy/limits.ts`.
 */
export const quotas = {
  backupPolicy: { characters: limits.document.maximum, perTarget: limits.policiesPerTarget.maximum },
  /**
   * FullAWSAccess takes one of the ten, and AWS Control Tower takes more on the OUs that it governs. AWS does not say how
   * many: `ofControlTower` is the most that users report (awslabs/landing-zone-accelerator-on-aws, issues 186, 705, 889).
   */
  serviceControlPolicy: { characters: 10_240, perTarget: 10, ofControlTower: 2 },
  /**
   * RCPFullAWSAccess takes one of the five.
   * Source: AWS Organizations User Guide, "Quotas for AWS Organizations". Read 2026-11-27.
   */
  resourceControlPolicy: { characters: 5_120, perTarget: 5 },
  policyName: { characters: 128 },
  policyDescription: { characters: 512 },
  backupPlan: {
    rules: limits.rulesPerPlan.maximum,
    copyActionsPerRule: limits.copyActionsPerRule.maximum,
    tagSelections: limits.tagSelectionsPerPlan.maximum,
    tagValuesPerSelection: limits.tagValuesPerSelection.maximum,
    conditionsPerSelection: limits.conditionsPerSelection.maximum,
    nameCharacters: limits.planName.maximum,
  },
  organizationalUnitDepth: 5,
  /**
   * Characters, white space not counted. AWS raises the quota of trust policies on request, up to 8,192.
   * Source: IAM User Guide, "IAM and AWS STS quotas". Read 2026-11-26.
   */
  iam: {
    trustPolicyCharacters: 2_048,
    mostTrustPolicyCharacters: 8_192,
    managedPolicyCharacters: 6_144,
    inlinePoliciesOfRoleCharacters: 10_240,
  },
  /** Source: AWS KMS API Reference, PutKeyPolicy, as older SDKs documented it: 32 kilobytes. Read 2026-11-26. */
  keyPolicyBytes: 32 * 1_024,
  /** Source: Amazon S3 User Guide, "Bucket policies": 20 KB. Read 2026-11-26. */
  bucketPolicyBytes: 20 * 1_024,
  workspaceName: { characters: 90 },
} as const;
