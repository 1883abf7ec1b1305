/** Rules about guardrails that a team writes itself, and about the files with their policies. */

import {
  actionsOf,
  conditionKeysOf,
  matchesName,
  serviceAuthorizationDate,
  servicePrefixes,
} from "../../aws/service-authorization";
import { type ConfigPath } from "../../findings/finding";
import { JsonText } from "../json-text";
import { type NamedFiles } from "../named-files";
import { duplicates, type FilePlace, type Problem, type Rule } from "../rule";
import { type OrgConfig } from "../schema/org-config";
import { actionsIn, conditionKeysIn } from "../service-control-policy";
import { policyProblems } from "../service-control-policy-grammar";
import { didYouMean } from "../targets";

/** What a person may want to read: each has a search for the name that was meant. */
const maximumProblems = 100;

const right = scp('"Effect": "Deny", "Action": "s3:PutBucketAcl", "Resource": "*"');

export const additionalGuardrailRules: readonly Rule[] = [
  {
    id: "guardrail-name",
    severity: "error",
    what:
      "No two guardrails of `additional` have the same name; upper and lower case do not count. A name has 1 to 64 of " +
      "A-Z a-z 0-9 _ -, with a letter or digit first and no two hyphens in a row.",
    why: "The name is part of the name of the policy, which is unique in the organization, and of its address in Terraform.",
    schemaPaths: ["guardrails.additional[].name"],
    files: { "scp/ours.json": right },
    passes: additional("name: ours, file: scp/ours.json", "name: ours-2, file: scp/ours.json"),
    fails: additional("name: ours, file: scp/ours.json", "name: Ours, file: scp/ours.json"),
    check: ({ guardrails }) =>
      duplicates(guardrails.additional, ({ name }) => name.toLowerCase()).map(({ index, first }) => ({
        path: ["guardrails", "additional", index, "name"],
        message: `\`${guardrails.additional[first]?.name}\` is the name of an earlier guardrail`,
        hint: "Give it another name, or give the earlier one more targets.",
      })),
  },
  {
    id: "guardrail-file",
    severity: "error",
    what:
      "Every `file` of `additional` is a file of UTF-8 text, of 64 KiB at the most, in the directory of the config or " +
      "below it, named by its path from there.",
    why: "Commands copy, compare and check out only the directory of the config.",
    files: { "scp/ours.json": right },
    passes: additional("name: ours, file: scp/ours.json"),
    fails: additional("name: ours, file: ../ours.json"),
    check: ({ guardrails }, files) =>
      guardrails.additional.flatMap(({ file }, index): Problem[] => {
        const found = files.get(file);
        return found === undefined || found instanceof JsonText
          ? []
          : [{ path: ["guardrails", "additional", index, "file"], ...found }];
      }),
  },
  {
    id: "scp-syntax",
    severity: "error",
    what:
      "Every file of `additional` is JSON that AWS Organizations takes as a service control policy: Version, and " +
      "statements of Sid, Effect, Action or NotAction, Resource or NotResource, and Condition.",
    why: "AWS refuses it when Terraform applies.",
    files: {
      "scp/ours.json": right,
      "scp/wrong.json": scp('"Effect": "deny", "Action": "s3:PutBucketAcl", "Resource": "*"'),
    },
    passes: additional("name: ours, file: scp/ours.json"),
    fails: additional("name: ours, file: scp/wrong.json"),
    check: (config, files) =>
      policies(config, files).flatMap(({ path, json }) => [
        ...json.problems.slice(0, maximumProblems).map(({ path: at, line, column, message, hint }) => ({
          path,
          inFile: { file: json.file, path: at, line, column },
          message,
          hint,
        })),
        ...(json.value === undefined ? [] : policyProblems(json.value))
          .slice(0, maximumProblems)
          .map(({ path: at, ofKey, message, hint }) => ({ path, inFile: placeIn(json, at, ofKey), message, hint })),
      ]),
  },
  {
    id: "scp-action-unknown",
    severity: "error",
    what: "AWS has every action in a file of `additional`, and every wildcard matches at least one action.",
    why:
      "AWS accepts actions that it does not know, and ignores them. Actions that are newer than Strongroom's list go " +
      "into `newActions`.",
    needs: ["guardrails.additional[*]", "guardrails.additional[*].file", "guardrails.additional[*].newActions.**"],
    files: {
      "scp/ours.json": right,
      "scp/wrong.json": scp('"Effect": "Deny", "Action": "s3:PutBucketACLs", "Resource": "*"'),
    },
    passes: additional("name: ours, file: scp/ours.json"),
    fails: additional("name: ours, file: scp/wrong.json"),
    check: (config, files) => [
      ...policies(config, files).flatMap(({ path, json, newActions }) =>
        actionsIn(json.value)
          .filter(({ value }) => !isKnownAction(value, newActions))
          .slice(0, maximumProblems)
          .map(({ path: at, value }) => ({ path, inFile: placeIn(json, at), ...unknownAction(value) })),
      ),
      ...config.guardrails.additional.flatMap(({ file, newActions }, index) => {
        const json = files.get(file);
        const patterns = json instanceof JsonText ? actionsIn(json.value) : [];
        return newActions.flatMap((action, position): Problem[] =>
          patterns.length === 0 || patterns.some(({ value }) => matchesName(value, action))
            ? []
            : [
                {
                  path: ["guardrails", "additional", index, "newActions", position],
                  message: `\`${action}\` is not in \`${file}\``,
                  hint: "Correct it, or remove it here.",
                },
              ],
        );
      }),
    ],
  },
  {
    id: "scp-condition-key-unknown",
    severity: "warning",
    what: "AWS has every condition key in a file of `additional`.",
    why: "No request carries an unknown key: the condition is always true, or never.",
    files: {
      "scp/ours.json": right,
      "scp/wrong.json": scp(
        '"Effect": "Deny", "Action": "*", "Resource": "*", "Condition": { "Null": { "aws:PrincipalOrgPath": "true" } }',
      ),
    },
    passes: additional("name: ours, file: scp/ours.json"),
    fails: additional("name: ours, file: scp/wrong.json"),
    check: (config, files) =>
      policies(config, files).flatMap(({ path, json }) =>
        conditionKeysIn(json.value)
          .filter(({ value }) => !isKnownConditionKey(value))
          .slice(0, maximumProblems)
          .map(({ path: at, value }) => ({ path, inFile: placeIn(json, at, true), ...unknownConditionKey(value) })),
      ),
  },
];

/** The policies, each once, with the path of what names it first, and the new actions of all that name it. */
function policies({ guardrails: { additional: entries } }: OrgConfig, files: NamedFiles) {
  return entries.flatMap(({ file }, index) => {
    const json = files.get(file);
    const path: ConfigPath = ["guardrails", "additional", index, "file"];
    const newActions = entries.flatMap((entry) => (entry.file === file ? entry.newActions : []));
    return json instanceof JsonText && entries.findIndex((entry) => entry.file === file) === index
      ? [{ path, json, newActions }]
      : [];
  });
}

function placeIn(json: JsonText, path: ConfigPath, ofKey = false): FilePlace {
  return { file: json.file, path, ...(ofKey ? json.keyPosition(path) : json.position(path)) };
}

function isKnownAction(pattern: string, newActions: readonly string[]): boolean {
  const { prefix, name } = parted(pattern);
  return (
    pattern === "*" ||
    actionsOf(prefix).some((action) => matchesName(name, action)) ||
    newActions.some((action) => matchesName(pattern, action))
  );
}

function unknownAction(pattern: string): Pick<Problem, "message" | "hint"> {
  const { prefix, name } = parted(pattern);
  const actions = actionsOf(prefix);
  const wayOut = "If AWS has added it since, name it in `newActions`.";
  return actions.length === 0
    ? {
        message: `AWS had no service \`${prefix}\` on ${serviceAuthorizationDate}`,
        hint: `${didYouMean(prefix, servicePrefixes)}${wayOut}`,
      }
    : {
        message: /[*?]/.test(name)
          ? `no action of AWS matched \`${pattern}\` on ${serviceAuthorizationDate}`
          : `AWS had no action \`${pattern}\` on ${serviceAuthorizationDate}`,
        hint: `${didYouMean(
          pattern.replaceAll(/[*?]/g, ""),
          actions.map((action) => `${prefix}:${action}`),
        )}${wayOut}`,
      };
}

function isKnownConditionKey(key: string): boolean {
  const { prefix, name } = parted(key);
  const isOfIdentityProvider = /[./]/.test(prefix);
  return isOfIdentityProvider || (conditionKeysOf(prefix)?.some((known) => matchesName(known, name)) ?? false);
}

function unknownConditionKey(key: string): Pick<Problem, "message" | "hint"> {
  const { prefix } = parted(key);
  const keys = (conditionKeysOf(prefix) ?? []).map((known) => `${prefix}:${known}`);
  return {
    message: `AWS had no condition key \`${key}\` on ${serviceAuthorizationDate}`,
    hint: `${didYouMean(key, keys)}Correct it, unless AWS has added it since.`,
  };
}

/** What stands before the first colon, in lower case, and what stands behind. */
function parted(text: string): { readonly prefix: string; readonly name: string } {
  const colon = text.indexOf(":");
  return { prefix: text.slice(0, Math.max(colon, 0)).toLowerCase(), name: text.slice(colon + 1) };
}

function additional(...entries: readonly string[]): string {
  return `guardrails: { additional: [${entries.map((entry) => `{ ${entry}, targets: [Production] }`).join(", ")}] }`;
}

function scp(statement: string): string {
  return `{
  "Version": "2012-10-17",
  "Statement": [{ ${statement} }]
}
`;
}
