import { type TerraformResourceType } from "./terraform-type";

/** Every account has them, in every Region. */
export const awsBackupRegionSettings: TerraformResourceType = {
  read: [{ actions: ["backup:DescribeRegionSettings"] }],
  write: [{ actions: ["backup:UpdateRegionSettings"] }],
  questions: () => [],
  adopt: ({ region }) => ({ importId: region }),
  noise: {},
};
