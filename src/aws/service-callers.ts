/**
 * Services and tools that make resources for their callers, and where a team sets the tags of what they make. No
 * condition key tells their requests from those of somebody who leaves the tag out, but where a creation has an exemption.
 */

import { type ServiceCaller } from "./service-record";

/**
 * For every creation, so that no record names it. It gives the tags of a template to what it makes in the same call or
 * in the next one: AWS warns that requiring a tag does not go with it.
 * Source: AWS Organizations User Guide, "Require a tag on specified created resources". Read 2026-11-27.
 */
export const cloudFormation: ServiceCaller = {
  name: "AWS CloudFormation, and what uses it: AWS CDK, AWS Service Catalog, AWS Elastic Beanstalk",
  credentials: "caller",
  tags: "`Tags` of the resource in the template, or the tags of the stack.",
};

/** Source: Amazon EC2 Auto Scaling User Guide, "Tag Auto Scaling groups and instances". Read 2026-11-27. */
export const autoScaling: ServiceCaller = {
  name: "Amazon EC2 Auto Scaling, and what uses it: managed node groups of Amazon EKS",
  credentials: "serviceLinkedRole",
  tags: "`TagSpecifications` of the launch template, for instances and volumes. Tags of the group reach instances only.",
};

/** Source: Amazon EC2 User Guide, "Service-linked role for EC2 Spot Instances" and "Spot Fleet permissions". Read 2026-11-27. */
export const spotInstances: ServiceCaller = {
  name: "Amazon EC2, for requests of Spot Instances",
  credentials: "serviceLinkedRole",
  tags: "Nowhere: the tags of `ec2:RequestSpotInstances` are the request's own. Launch by `ec2:RunInstances` or `ec2:CreateFleet` instead.",
};

/** Source: as above. */
export const spotFleet: ServiceCaller = {
  name: "Spot Fleet",
  credentials: "role",
  tags: "`TagSpecifications` of the launch template or of each launch specification.",
};

/** Source: AWS Batch API Reference, `ComputeResource`, `tags` and `launchTemplate`. Read 2026-11-27. */
export const batch: ServiceCaller = {
  name: "AWS Batch",
  credentials: "serviceLinkedRole",
  tags: "`tags` of the compute resources, and `TagSpecifications` of their launch template for volumes.",
};

/** Source: Amazon EMR Management Guide, "Tag and categorize Amazon EMR cluster resources". Read 2026-11-27. */
export const emr: ServiceCaller = {
  name: "Amazon EMR",
  credentials: "role",
  tags: "Tags of the cluster.",
};

/** Source: Amazon EKS User Guide, "Custom AWS tags for EKS Auto resources". Read 2026-11-27. */
export const eksAutoMode: ServiceCaller = {
  name: "Amazon EKS Auto Mode",
  credentials: "role",
  tags: "`tags` of the `NodeClass` for instances, `tagSpecification_1` of the `StorageClass` for volumes. The cluster's role needs permission to tag.",
};

/** Source: aws-ebs-csi-driver, "Tagging". Read 2026-11-27. */
export const ebsCsiDriver: ServiceCaller = {
  name: "Amazon EBS CSI driver",
  credentials: "role",
  tags: "`controller.extraVolumeTags` of the driver, or `tagSpecification_1` of the `StorageClass`.",
};

/** Source: Karpenter, "NodeClasses", `spec.tags`. Read 2026-11-27. */
export const karpenter: ServiceCaller = {
  name: "Karpenter",
  credentials: "role",
  tags: "`spec.tags` of the `EC2NodeClass`, which reach instances and volumes.",
};

/** Source: Amazon ECS Developer Guide, "Amazon ECS infrastructure IAM role". Read 2026-11-27. */
export const ecsVolumes: ServiceCaller = {
  name: "Amazon ECS, for the volumes of tasks",
  credentials: "role",
  tags: "`tagSpecifications` of `managedEBSVolume` in the service or task.",
};

/** Source: AWS managed policies AWSApplicationMigrationFullAccess and AWSElasticDisasterRecoveryConsoleFullAccess. */
export const serverMigration: ServiceCaller = {
  name: "AWS Application Migration Service and AWS Elastic Disaster Recovery",
  credentials: "caller",
  tags: "The launch template of the source server, and the tags of the replication settings for what they make before.",
};

/** Source: IAM User Guide, "Forward access sessions", and the exemption of the creation. */
export const globalTables: ServiceCaller = {
  name: "Amazon DynamoDB, for a replica of a global table",
  credentials: "caller",
  tags: "On the replica, once it is there: `propagate_tags` in Terraform, `Tags` of the replica in AWS CloudFormation. The guardrail asks it for no tag.",
};

/** Source: AWS managed policy AmazonSageMakerNotebooksServiceRolePolicy, version 12. */
export const sageMaker: ServiceCaller = {
  name: "Amazon SageMaker AI, for the file system of a domain",
  credentials: "serviceLinkedRole",
  tags: "On the file system, once it is there.",
};

/** Source: AWS managed policy AWSApplicationAutoscalingRDSClusterPolicy. */
export const auroraAutoScaling: ServiceCaller = {
  name: "Application Auto Scaling, for replicas of Aurora",
  credentials: "serviceLinkedRole",
  tags: "On the cluster, which is what AWS Backup backs up. The guardrail asks a member of a cluster for no tag.",
};
