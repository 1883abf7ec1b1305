/** What the environment says of HCP Terraform, beside the config. */

import { validateSource } from "../../src/answers/validate";
import { Source } from "../../src/config/source";
import { withTerraform } from "../permissions/remote";
import { validText } from "./valid";

const environment = {
  TF_CLOUD_HOSTNAME: "app.eu.terraform.io",
  TF_CLOUD_ORGANIZATION: "acme",
  TF_CLOUD_PROJECT: "Backup",
};

const checked = (state: object, variables: NodeJS.ProcessEnv) =>
  validateSource(new Source("org.yaml", withTerraform(validText, { state })), undefined, variables);

const stateOf = (state: object, variables: NodeJS.ProcessEnv = environment) =>
  checked(state, variables).result?.deployment.terraform.state;

test("it says what the config leaves out", () => {
  expect(stateOf({ type: "cloud" })).toMatchObject({
    hostname: "app.eu.terraform.io",
    organization: "acme",
    project: "Backup",
  });
});

test("the config's own word counts", () => {
  const written = { type: "cloud", hostname: "tfe.example.com", organization: "other", project: "Vaults" };
  expect(stateOf(written)).toMatchObject(written);
});

test("other states, and variables without a value, leave the config as it is", () => {
  expect(stateOf({ type: "local" })).toEqual({ type: "local" });
  expect(
    stateOf({ type: "cloud", organization: "acme" }, { TF_CLOUD_HOSTNAME: "", TF_CLOUD_PROJECT: "" }),
  ).toMatchObject({ hostname: "app.terraform.io", organization: "acme" });
});

test("what is wrong in it is found where it would stand", () => {
  const errors = (state: object, variables: NodeJS.ProcessEnv) =>
    checked(state, variables).findings.filter(({ severity }) => severity === "error");
  expect(errors({ type: "cloud", organization: "acme" }, { TF_CLOUD_HOSTNAME: "https://tfe" })).toMatchObject([
    {
      rule: "wrong-value",
      path: "terraform.state.hostname",
      message: expect.stringContaining("https://tfe") as unknown,
    },
  ]);
  expect(errors({ type: "cloud" }, {})).toMatchObject([{ rule: "required-key", path: "terraform.state.organization" }]);
});

test("a config of any other shape is the shape's matter", () => {
  for (const text of [
    "terraform: x",
    "terraform: { state: [] }",
    "[]",
    "terraform: { state: { type: cloud, organization: 5 } }",
  ]) {
    expect(validateSource(new Source("org.yaml", text), undefined, environment).result).toBeUndefined();
  }
});
