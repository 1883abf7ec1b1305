import { roleArn } from "../../aws/arn";
import { type Grant } from "./grant";

/** Creating the service-linked role of a service, which the first call of the service does. */
export function createServiceLinkedRole(servicePrincipal: string, name: string): Grant {
  return {
    actions: ["iam:CreateServiceLinkedRole"],
    resources: ({ partition, accountId }) => [
      roleArn(partition, accountId, `aws-service-role/${servicePrincipal}/${name}`),
    ],
    condition: () => ({ StringEquals: { "iam:AWSServiceName": servicePrincipal } }),
    global: true,
  };
}
