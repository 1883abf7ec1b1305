import { listPolicies, ofOurPolicyTypes, policyArns, policyId } from "./organizations-policies";
import { type TerraformResourceType } from "./terraform-type";
import { unreadContentChanges } from "./unread-content";
import { decision, document, harmless, judged, sameDocument, turnsOn } from "./meaning";
import { arn, identity, tags } from "./shared-attributes";
import { inWords } from "./question";

const readContent = [
  "retention-shortened",
  "cold-storage-sooner",
  "window-shortened",
  "backup-vault-replaced",
  "backup-role-replaced",
  "plan-dropped",
  "rule-dropped",
  "copy-dropped",
  "target-dropped",
  "enforcement-loosened",
  "guardrail-weakened",
  "break-glass-changed",
];

export const awsOrganizationsPolicy: TerraformResourceType = {
  read: [
    {
      actions: ["organizations:DescribePolicy", "organizations:ListTagsForResource"],
      resources: policyArns,
      global: true,
    },
  ],
  write: [
    { actions: ["organizations:CreatePolicy"], condition: ofOurPolicyTypes, global: true },
    {
      actions: ["organizations:DeletePolicy", "organizations:UpdatePolicy"],
      resources: policyArns,
      condition: ofOurPolicyTypes,
      global: true,
    },
    { actions: ["organizations:TagResource", "organizations:UntagResource"], resources: policyArns, global: true },
  ],
  questions: (resource) => [listPolicies(resource)],
  adopt: (resource, surroundings) => {
    const id = policyId(resource, surroundings);
    return id === undefined ? "absent" : { importId: id };
  },
  called: ({ name }) => `policy ${inWords(name)}`,
  harm: "organization-policy-changed",
  calls: {
    "organizations:CreatePolicy": ["create"],
    "organizations:DeletePolicy": ["destroy"],
    "organizations:TagResource": ["tags"],
    "organizations:UntagResource": ["tags"],
    "organizations:UpdatePolicy": ["content", "description", "name"],
  },
  attributes: {
    ...identity,
    ...arn,
    ...tags,
    content: document({
      ...judged(readContent, "it says what is backed up, and what nobody may do"),
      unread: unreadContentChanges,
    }),
    description: harmless("is a text for people"),
    name: decision("what the policy of the old name said ends wherever it is attached"),
    skip_destroy: turnsOn("a later destroy leaves the policy in AWS, where nobody manages it"),
    type: decision("what the policy said ends wherever it is attached"),
  },
  actions: {
    create: harmless("counts where it is attached"),
    replace: decision("for a moment, what the policy says does not hold"),
    destroy: harmless("AWS refuses it while the policy is attached, and each attachment that goes is judged"),
    forget: decision("nobody notices when somebody changes what the policy says, or detaches it"),
    import: decision(
      "another content ends what the policy said until now, wherever it is attached",
      ({ before, after }) => !sameDocument(before?.content, after?.content),
    ),
  },
};
