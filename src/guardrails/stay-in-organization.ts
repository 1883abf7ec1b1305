import { type Guardrail, noOptions } from "./guardrail";

/**
 * A closed account's recovery points are deleted after 90 days, locked or not. An account that accepts another
 * organization's invitation moves there without leaving first. No role is exempt.
 *
 * Source: AWS Organizations User Guide, "Migrate an account to another organization". Read 2026-11-21.
 */
export const stayInOrganization: Guardrail = {
  description: "Denies leaving the organization and closing the account.",
  options: noOptions,
  forgeable: false,
  initially: { targets: "root" },
  statements: () => [
    {
      Sid: "StayInOrganization",
      Effect: "Deny",
      Action: ["account:CloseAccount", "organizations:AcceptHandshake", "organizations:LeaveOrganization"],
      Resource: "*",
    },
  ],
};
