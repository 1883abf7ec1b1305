import { type Statement } from "../policy-document";

/** A closed account's recovery points are deleted after 90 days, locked or not. No role is exempt. */
export function stayInOrganization(): Statement[] {
  return [
    {
      Sid: "StayInOrganization",
      Effect: "Deny",
      Action: ["account:CloseAccount", "organizations:LeaveOrganization"],
      Resource: "*",
    },
  ];
}
