import { type Sample } from "./sample";

/** A kind of stack with data of its own and a type of resource that no other stack holds. */
export const stackKind = { id: "notification-topic", account: "222222222222", type: "aws_sns_topic" };

export const stackKindSample: Sample = {
  "src/config/stack-kinds.ts": [
    ['export type StackKind = "encryption"', 'export type StackKind = "notificationTopic" | "encryption"'],
    [
      "export const stackKinds: Readonly<Record<StackKind, StackKindRecord>> = {\n",
      `export const stackKinds: Readonly<Record<StackKind, StackKindRecord>> = {
  notificationTopic: {
    id: "notification-topic",
    accounts: withPurpose("backupAdministrator"),
    account: "the \`backupAdministrator\` account",
    holds: "the topic to which AWS Backup tells what happened",
    types: ["aws_sns_topic"],
    readsKey: false,
    follows: ["organization"],
  },
`,
    ],
  ],
  "src/model/deployment.ts": [
    [
      "export interface Deployment {\n",
      `export interface NotificationTopic {
  readonly stackId: string;
  readonly account: Account;
  readonly name: string;
}

export interface Deployment {
  readonly notificationTopic: NotificationTopic;
`,
    ],
  ],
  "src/model/resolve.ts": [
    [
      "  const encryption = onlyStack",
      '  const topic = onlyStack(stacks, "notificationTopic");\n  const encryption = onlyStack',
    ],
    [
      "    centralVaults: {\n",
      '    notificationTopic: { stackId: topic.id, account: topic.account, name: "backups" },\n    centralVaults: {\n',
    ],
  ],
  "src/synthesis/stack-input.ts": [
    [
      "export type VaultStackInput",
      `export interface NotificationTopicInput extends Common<"notificationTopic"> {
  readonly name: string;
}

export type VaultStackInput`,
    ],
    ["| OrganizationInput;", "| OrganizationInput | NotificationTopicInput;"],
  ],
  "src/synthesis/stack-inputs.ts": [
    ["const { encryption, organization,", "const { notificationTopic, encryption, organization,"],
    [
      "    network: networks.map(",
      `    notificationTopic: [
      {
        ...common("notificationTopic", notificationTopic.stackId, notificationTopic.account),
        name: notificationTopic.name,
      },
    ],
    network: networks.map(`,
    ],
  ],
  "stacks/notification-topic-stack.ts": `import { SnsTopic } from "@cdktf/provider-aws/lib/sns-topic";
import { type Construct } from "constructs";
import { type NotificationTopicInput } from "../src/synthesis/stack-input";
import { AccountStack } from "./account-stack";

/** The topic to which AWS Backup tells what happened. */
export class NotificationTopicStack extends AccountStack<NotificationTopicInput> {
  constructor(scope: Construct, input: NotificationTopicInput) {
    super(scope, input);
    new SnsTopic(this, "topic", { ...this.placement.inRegion(input.homeRegion), name: input.name });
  }
}
`,
  "stacks/create-stack.ts": [
    [
      "import { OrganizationStack }",
      'import { NotificationTopicStack } from "./notification-topic-stack";\nimport { OrganizationStack }',
    ],
    [
      '    case "encryption":',
      '    case "notificationTopic":\n      return new NotificationTopicStack(scope, input);\n    case "encryption":',
    ],
  ],
  "src/terraform/types/aws_sns_topic.ts": `import { decision, harmless } from "./meaning";
import { type TerraformResourceType } from "./terraform-type";

export const awsSnsTopic: TerraformResourceType = {
  read: [{ actions: ["sns:GetTopicAttributes"] }],
  write: [{ actions: ["sns:CreateTopic"] }],
  questions: () => [],
  adopt: () => "absent",
  called: ({ name }) => \`topic \${String(name)}\`,
  harm: "backup-settings-weakened",
  calls: {},
  attributes: { name: decision("nobody hears of what is sent to the topic of the old name") },
  actions: {
    create: harmless("a new topic takes nothing away"),
    replace: harmless("each attribute that asks for it is judged"),
    destroy: decision("nobody hears of what happened"),
    forget: decision("nobody notices when somebody changes the topic"),
    import: harmless("changes nothing by itself"),
  },
};
`,
  "src/terraform/types/all.ts": [
    ["import { awsVpcEndpoint }", 'import { awsSnsTopic } from "./aws_sns_topic";\nimport { awsVpcEndpoint }'],
    ["  aws_vpc_endpoint: awsVpcEndpoint,", "  aws_sns_topic: awsSnsTopic,\n  aws_vpc_endpoint: awsVpcEndpoint,"],
  ],
};
