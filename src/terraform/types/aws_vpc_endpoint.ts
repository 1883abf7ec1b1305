import { type SynthesizedResource } from "../resources";
import { type GrantScope } from "./grant";
import { inWords, objectsIn, type Question, questionAbout } from "./question";
import { type TerraformResourceType } from "./terraform-type";

export const awsVpcEndpoint: TerraformResourceType = {
  read: [{ actions: ["ec2:DescribePrefixLists", "ec2:DescribeVpcEndpoints"] }],
  write: [
    {
      actions: ["ec2:CreateVpcEndpoint", "ec2:ModifyVpcEndpoint"],
      resources: (scope) => [...endpointArns(scope), ec2Arn(scope, "route-table/*")],
    },
    {
      actions: ["ec2:CreateVpcEndpoint"],
      resources: (scope) => [ec2Arn(scope, "vpc/*")],
      // Ids alone: an ARN for each VPC is three times as long, and a role's inline policies have a quota.
      condition: ({ vpcIds }) => ({ StringEquals: { "ec2:VpcID": [...vpcIds] } }),
    },
    { actions: ["ec2:CreateTags", "ec2:DeleteTags", "ec2:DeleteVpcEndpoints"], resources: endpointArns },
  ],
  questions: (resource) => [describeEndpoints(resource)],
  adopt: (resource, { ask }) => {
    const endpoints = objectsIn(ask(describeEndpoints(resource)), "VpcEndpoints").filter(
      ({ VpcEndpointType, State }) => VpcEndpointType === "Gateway" && State !== "deleted",
    );
    const ids = endpoints.map(({ VpcEndpointId }) => inWords(VpcEndpointId)).sort();
    if (ids.length > 1) {
      return {
        conflict:
          `the VPC has ${ids.length} S3 gateway endpoints (${ids.join(", ")}), and Strongroom manages one. Move ` +
          "their route tables to one of them and delete the others, or import one by hand.",
      };
    }
    return ids[0] === undefined ? "absent" : { importId: ids[0] };
  },
  noise: {
    cidr_blocks: "AWS changes the addresses of its services",
    prefix_list_id: "follows the service",
    state: "AWS reports it",
  },
};

function endpointArns(scope: GrantScope): string[] {
  return [ec2Arn(scope, "vpc-endpoint/*")];
}

function ec2Arn({ partition, accountId }: GrantScope, resource: string): string {
  return `arn:${partition}:ec2:*:${accountId}:${resource}`;
}

function describeEndpoints(resource: SynthesizedResource): Question {
  return questionAbout(resource, [
    "ec2",
    "describe-vpc-endpoints",
    "--filters",
    `Name=vpc-id,Values=${resource.text("vpc_id")}`,
    `Name=service-name,Values=${resource.text("service_name")}`,
  ]);
}
