import { type SynthesizedResource } from "../resources";
import { type GrantScope } from "./grant";
import { inWords, objectsIn, type Question, questionAbout } from "./question";
import { type TerraformResourceType } from "./terraform-type";
import { computed, decision, harmless, judged, optionalDocument } from "./meaning";
import { arn, identity, region, tags, timeouts } from "./shared-attributes";

const noGateway = "a gateway endpoint has none: it would be another kind of endpoint";

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
  called: ({ vpc_id: vpc }) => `the endpoint of ${inWords(vpc)}`,
  harm: "endpoint-changed",
  calls: {
    "ec2:CreateTags": ["tags"],
    "ec2:CreateVpcEndpoint": ["create"],
    "ec2:DeleteTags": ["tags"],
    "ec2:DeleteVpcEndpoints": ["destroy", "replace"],
    "ec2:ModifyVpcEndpoint": ["policy", "route_table_ids"],
  },
  attributes: {
    ...identity,
    ...arn,
    ...region,
    ...tags,
    ...timeouts,
    auto_accept: harmless("a gateway endpoint has nobody who accepts it"),
    cidr_blocks: computed("AWS changes the addresses of its services"),
    dns_entry: computed("AWS reports it"),
    dns_options: decision(noGateway),
    ip_address_type: decision(noGateway),
    network_interface_ids: computed("AWS reports it"),
    owner_id: computed("AWS reports it"),
    policy: optionalDocument(decision("traffic to S3 that it does not allow fails, and with it backups and restores")),
    prefix_list_id: computed("follows the service"),
    private_dns_enabled: decision(noGateway),
    requester_managed: computed("AWS reports it"),
    resource_configuration_arn: decision(noGateway),
    route_table_ids: judged(["endpoint-removed"], "traffic of a route table that leaves takes another route or fails"),
    security_group_ids: decision(noGateway),
    service_name: decision("the endpoint leads to another service"),
    service_network_arn: decision(noGateway),
    service_region: decision(noGateway),
    state: computed("AWS reports it"),
    subnet_configuration: decision(noGateway),
    subnet_ids: decision(noGateway),
    vpc_endpoint_type: decision("a gateway endpoint costs nothing and has no addresses; others do"),
    vpc_id: decision("the VPC of the old id loses its endpoint"),
  },
  actions: {
    create: harmless("open connections to S3 break once, which is noted"),
    replace: judged(["endpoint-removed"], "traffic to S3 takes another route or fails"),
    destroy: judged(["endpoint-removed"], "traffic to S3 takes another route or fails"),
    forget: decision("nobody notices when somebody changes or deletes the endpoint"),
    import: harmless("changes nothing by itself"),
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
