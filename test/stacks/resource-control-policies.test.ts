/** The resource control policy as Terraform gets it, and what must be enabled before. */

import { edit, textOf } from "../config/valid";
import { stackOf, synthesizeText, type Template } from "./template";

const text = textOf("examples/minimal.yaml");
const entry = "  protectKeys: { targets: [root] }\n";

const organizationOf = (config: string) => stackOf(synthesizeText(config), "organization");

function checks(template: Template): string {
  return JSON.stringify(template.json.data);
}

test("it is a policy of its type, attached to its targets", () => {
  const policies = Object.entries(organizationOf(text).resources("aws_organizations_policy"));
  const found = policies.filter(([, { type }]) => type === "RESOURCE_CONTROL_POLICY");
  expect(found).toMatchObject([["policy-strongroom-protect-keys", { name: "strongroom-protect-keys" }]]);
  const attachments = organizationOf(text).resources("aws_organizations_policy_attachment");
  expect(Object.keys(attachments)).toContain("attachment-strongroom-protect-keys--r-a1b2");
});

test("a plan says how to enable the type, and only to those who use it", () => {
  const command = "enable-policy-type --root-id r-a1b2 --policy-type RESOURCE_CONTROL_POLICY";
  expect(checks(organizationOf(text))).toContain(command);
  const without = checks(organizationOf(edit(text, entry, "")));
  expect(without).toContain("--policy-type SERVICE_CONTROL_POLICY");
  expect(without).not.toContain("RESOURCE_CONTROL_POLICY");
});
