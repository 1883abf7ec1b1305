import { type TerraformDataSourceType } from "./terraform-type";

export const dataAwsRouteTables: TerraformDataSourceType = {
  read: [{ actions: ["ec2:DescribeRouteTables"] }],
};
