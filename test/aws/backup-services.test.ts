/** Services as data: what AWS's tables say, and how copies follow from it. */

import { copyObstacle } from "../../src/aws/backup-features";
import {
  backupResources,
  backupServices,
  featuresOf,
  findResource,
  resourceTypes,
} from "../../src/aws/backup-services";
import { type Extent, holdsIn } from "../../src/aws/extent";
import { regionFeatures } from "../../src/aws/region-features";
import { findRegion } from "../../src/aws/regions";
import * as records from "../../src/aws/services";

function named(name: string) {
  const resource = findResource(name);
  if (!resource) {
    throw new Error(`no resource ${name}`);
  }
  return resource;
}

test("every record is a service of its own", () => {
  expect(resourceTypes).toEqual(
    Object.values(records)
      .map(({ name }) => name)
      .sort(),
  );
});

test("every type is a resource by its own name, and no name stands for two", () => {
  for (const type of resourceTypes) {
    expect(findResource(type)).toBe(backupServices[type].resources[0]);
  }
  const names = backupResources.flatMap(({ name, aliases }) => [name, ...aliases]);
  for (const resource of backupResources) {
    for (const name of [resource.name, ...resource.aliases]) {
      expect(findResource(name)).toBe(resource);
    }
  }
  expect(new Set(names.map((name) => name.toLowerCase())).size).toBe(names.length);
});

test("encryption is independent for exactly what AWS lists as such", () => {
  const independent = backupResources.filter(({ features }) => features.encryption === "independent");
  expect(independent.map(({ name }) => name).sort()).toEqual([
    "CloudFormation",
    "DSQL",
    "DynamoDB",
    "EFS",
    "EKS",
    "S3",
    "SAP HANA on Amazon EC2",
    "Timestream",
    "VirtualMachine",
  ]);
});

test("the resources that look alike differ where it matters", () => {
  expect(named("rds multi-az CLUSTER")).toMatchObject({ type: "RDS", arnPattern: "rds:*:*:cluster:*" });
  expect(named("RDS")).toMatchObject({ type: "RDS", arnPattern: "rds:*:*:db:*" });
  expect(named("DynamoDB").features.encryption).toBe("independent");
  expect(named("dynamodb-basic").features.encryption).toBe("inherited");
  expect(named("FSx for ONTAP").arnPattern).toBe("fsx:*:*:volume/*");
  expect(featuresOf("EBS").coldStorage).toBe("archive");
});

test.each([
  ["S3", "eu-central-1", "us-east-1", undefined],
  ["S3", "cn-north-1", "cn-north-1", "sourceRegion"],
  ["EBS", "eusc-de-east-1", "eusc-de-east-1", "sourceRegion"],
  ["EBS", "cn-north-1", "cn-north-1", undefined],
  ["RDS", "cn-north-1", "cn-northwest-1", undefined],
  ["FSx for ONTAP", "cn-northwest-1", "cn-northwest-1", "sourceRegion"],
  ["RDS", "eu-west-1", "eu-central-1", undefined],
  ["RDS Multi-AZ cluster", "eu-west-1", "eu-west-1", "never"],
  ["DynamoDB", "eu-west-1", "eu-west-1", undefined],
  ["DynamoDB basic", "eu-west-1", "eu-west-1", "never"],
  ["FSx for ONTAP", "eu-west-1", "eu-central-1", undefined],
  ["FSx for ONTAP", "eu-west-1", "ap-southeast-6", "targetRegion"],
  ["FSx for ONTAP", "me-central-1", "me-central-1", undefined],
  ["FSx for ONTAP", "me-central-1", "eu-west-1", "sourceRegion"],
  ["Redshift", "eu-west-1", "eu-west-1", "never"],
  ["DocumentDB", "eu-west-1", "eu-south-1", undefined],
  ["DocumentDB", "eu-south-1", "eu-south-1", undefined],
  ["Neptune", "af-south-1", "af-south-1", "sourceRegion"],
  ["FSx for Lustre", "me-south-1", "me-south-1", undefined],
  ["FSx for Lustre", "me-south-1", "eu-west-1", "sourceRegion"],
])("a copy of %s from %s to another account in %s: %s", (name, source, target, obstacle) => {
  expect(copyObstacle(named(name).features, source, target)).toBe(obstacle);
});

test("every Region that the data names is one of AWS's", () => {
  const extents: Extent[] = [
    ...backupResources.flatMap(({ features }) => [
      features.available,
      features.crossAccountCopy,
      features.crossRegionCopy,
    ]),
    ...Object.values(regionFeatures).map(({ available }) => available),
  ];
  for (const extent of extents) {
    const names = typeof extent === "string" ? [] : "only" in extent ? extent.only : extent.except;
    expect(names.filter((name) => !findRegion(name))).toEqual([]);
  }
  expect(holdsIn(named("Timestream").features.available, "eu-west-3")).toBe(false);
  expect(holdsIn(named("DocumentDB").features.available, "us-west-1")).toBe(false);
});
