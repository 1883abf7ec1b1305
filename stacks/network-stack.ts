import { DataAwsRouteTables } from "@cdktf/provider-aws/lib/data-aws-route-tables";
import { VpcEndpoint } from "@cdktf/provider-aws/lib/vpc-endpoint";
import { type Construct } from "constructs";
import { type S3GatewayEndpoint } from "../src/model/deployment";
import { type NetworkInput } from "../src/synthesis/stack-input";
import { AccountStack } from "./account-stack";

/** The S3 gateway endpoints of an account. */
export class NetworkStack extends AccountStack<NetworkInput> {
  constructor(scope: Construct, input: NetworkInput) {
    super(scope, input);
    for (const endpoint of input.endpoints) {
      this.createEndpoint(endpoint);
    }
  }

  private createEndpoint({ region, vpcId, routeTableIds }: S3GatewayEndpoint): void {
    const placement = this.placement.inRegion(region);
    new VpcEndpoint(this, `s3-${vpcId}`, {
      ...placement,
      vpcId,
      serviceName: `com.amazonaws.${region}.s3`,
      vpcEndpointType: "Gateway",
      routeTableIds:
        routeTableIds === "all"
          ? new DataAwsRouteTables(this, `route-tables-${vpcId}`, { ...placement, vpcId }).ids
          : [...routeTableIds],
      tags: { Name: "s3-gateway" },
    });
  }
}
