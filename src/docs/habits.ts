/** The table of docs/cdktf.md: what people type who know CDKTF, Terraform or HCP Terraform, and what happens. */

import { readFileSync } from "node:fs";
import { type Content, lines, Markdown, tableHead, tableRow } from "../markdown";

export interface Habit {
  /** Markdown. */
  readonly typed: string;
  /** Markdown. */
  readonly happens: string;
  /** The test that types it: a file of test/, and the title of a test in it. */
  readonly test: readonly [file: string, title: string];
}

const endToEnd = "e2e/habits.test.ts";

export const habits: readonly Habit[] = [
  {
    typed: "`cdktf synth`",
    happens: "It writes the same files as `strongroom synth`, and removes stacks that are no more.",
    test: ["cli/synth.test.ts", "cdktf synth gives the same bytes, and removes stacks that are no more"],
  },
  {
    typed: "`cdktf synth`, with warnings",
    happens: "They are shown as they are.",
    test: [
      "cli/synth.test.ts",
      "cdktf synth shows warnings as warnings, because it says [ERROR] before all of standard error",
    ],
  },
  {
    typed: "`cdktf synth`, with errors",
    happens: "Exit code 1. The findings come after `[ERROR]`, and the earlier output stays as it was.",
    test: ["cli/synth.test.ts", "cdktf synth fails on a bad config and leaves its earlier output as it was"],
  },
  {
    typed: "`cdktf synth --hcl`",
    happens: "It is refused, because Strongroom writes JSON. Terraform reads JSON as it reads HCL.",
    test: ["cli/synth.test.ts", "cdktf synth --hcl is refused in words, and nothing is written"],
  },
  {
    typed: "`cdktf list`",
    happens: "It synthesizes and names every stack. `strongroom stacks` also knows accounts and waves.",
    test: ["cli/synth.test.ts", "cdktf list names every stack"],
  },
  {
    typed: "`cdktf diff STACK OTHER`",
    happens:
      "It plans `STACK` alone, without a word about `OTHER`, and ends with exit code 0, whether there are changes or not. " +
      "Use `strongroom plan STACK OTHER`.",
    test: [
      endToEnd,
      "cdktf diff STACK OTHER plans the first one alone, and ends with exit code 0 where there are changes",
    ],
  },
  {
    typed: "`cdktf diff '*'`",
    happens: "`Could not find stack: *`. Use `strongroom plan`, which plans every stack.",
    test: [endToEnd, "cdktf diff '*' finds no stack"],
  },
  {
    typed: "`cdktf diff STACK`, with a provider mirror",
    happens:
      "`Could not retrieve providers for locking`, because cdktf asks the registry for checksums. " +
      "[`strongroom lock`](commands.md#lock) writes them once; without it, add `--skip-provider-lock`.",
    test: [
      endToEnd,
      "cdktf diff from a provider mirror asks the registry for checksums, until strongroom lock has written them",
    ],
  },
  {
    typed: "`cdktf diff member-shop`, before `encryption` is applied",
    happens:
      "`Unable to find remote state`: the stack reads the id of the key from the state of `encryption`. " +
      "Apply `encryption` first. `strongroom plan --wave 1` plans what can be planned.",
    test: [endToEnd, "cdktf diff of a stack that reads the key fails before encryption is applied"],
  },
  {
    typed: "`cdktf deploy '*' --auto-approve`",
    happens:
      "It applies every stack in the order of the waves, without a summary and without the approvals of " +
      "[protected changes](protected-changes.md). Use `strongroom apply`.",
    test: [endToEnd, "cdktf deploy '*' deploys every stack, and each state goes into its workspace"],
  },
  {
    typed: "`cdktf output encryption`",
    happens: "It prints the id of the key.",
    test: [endToEnd, "cdktf output prints the outputs of a stack"],
  },
  {
    typed: "`cdktf destroy '*' --auto-approve`",
    happens:
      "It is refused, and changes nothing but the endpoints of `network-*`: [what is never " +
      "destroyed](architecture.md#what-is-never-destroyed).",
    test: [
      endToEnd,
      "cdktf destroy '*' and terraform destroy change nothing but the endpoints, with recovery points there",
    ],
  },
  {
    typed: "`terraform destroy`",
    happens:
      "`Instance cannot be destroyed`, in every stack but `network-*`. To end it all, go as in [Give up " +
      "Strongroom](first-deployment.md#give-up-strongroom).",
    test: [
      endToEnd,
      "cdktf destroy '*' and terraform destroy change nothing but the endpoints, with recovery points there",
    ],
  },
  {
    typed: "`terraform plan`, after an apply",
    happens: "`No changes`, in every stack.",
    test: ["e2e/end-to-end.test.ts", "a second plan of every stack is empty"],
  },
  {
    typed: "`terraform plan -out FILE`, `show -json FILE`, `apply FILE`, `state list`",
    happens: "As in any root module.",
    test: [
      endToEnd,
      "terraform plan -out, show -json, apply of the saved plan and state list work in a stack's directory",
    ],
  },
  {
    typed: "`terraform init -migrate-state`, from local state to HCP Terraform",
    happens:
      "`Invalid command-line option`: Terraform has no such option for HCP Terraform. Use [`strongroom " +
      "move-state`](move-state.md).",
    test: [endToEnd, "terraform init -backend-config moves the state of a stack, and not where others look for it"],
  },
  {
    typed: "`terraform init -backend-config=path=FILE`, with local state",
    happens:
      "Terraform keeps the stack's own state there from then on, also after an `init` without the option. Stacks that read it " +
      "look where the org file says. Set `terraform.state` instead.",
    test: [endToEnd, "terraform init -backend-config moves the state of a stack, and not where others look for it"],
  },
  {
    typed: "another `terraform.state`: from local state to S3",
    happens:
      "Terraform finds no state in the new place. `strongroom move-state --from OLD.yaml --run` moves every state, and every " +
      "plan is empty then. If it is killed, run it again.",
    test: [
      "e2e/move-state.test.ts",
      "local to S3: a move that is killed after the first stack is run again, and does the rest",
    ],
  },
  {
    typed: "another `terraform.state`: from S3 to HCP Terraform",
    happens: "As above.",
    test: ["e2e/move-state.test.ts", "S3 to HCP Terraform"],
  },
  {
    typed: "another prefix, an account with another name, from HCP Terraform to S3",
    happens: "As above.",
    test: [
      "e2e/move-state.test.ts",
      "HCP Terraform to S3, under another prefix, with an account that has another name",
    ],
  },
  {
    typed: "`cdktf.out` elsewhere, with local state",
    happens:
      "`strongroom plan` and `apply` find the states near the project, and say how to move them. `terraform plan` would " +
      "create everything again.",
    test: [
      "cli/states-elsewhere.test.ts",
      "an output elsewhere than the states: exit 2, with each state and how to move them",
    ],
  },
  {
    typed: "the command that they say then, `strongroom move-state --from-synthesis`",
    happens: "It moves the states beside the new output.",
    test: ["cli/move-state.test.ts", "a moved output: the states go beside the new one"],
  },
  {
    typed: "`strongroom apply`, without the state of `encryption`",
    happens: "It fails if the alias names a key already. `terraform apply` and `cdktf deploy` make a second key.",
    test: [
      "e2e/move-state.test.ts",
      "a state that is left behind: the plan of the key fails, and no second key is made",
    ],
  },
  {
    typed: "`terraform.state.hostname: app.eu.terraform.io`",
    happens: "Each state goes into a workspace there, and the stacks that need the key read its id there.",
    test: [endToEnd, "cdktf deploy '*' deploys every stack, and each state goes into its workspace"],
  },
  {
    typed: "an upgrade, then `strongroom plan`",
    happens: "It plans nothing but what [CHANGELOG.md](../CHANGELOG.md) names under `What an apply changes`.",
    test: [
      endToEnd,
      "after an upgrade from the commit before, every change that Terraform plans is one of the changelog",
    ],
  },
];

const begin = "<!-- prettier-ignore-start -->\n<!-- `npm run generate` writes this table. -->\n";
const end = "<!-- prettier-ignore-end -->\n";

/** docs/cdktf.md with the table as the code makes it now. Reads the file from the working directory. */
export function pageWithHabits(): string {
  const [before = "", rest = ""] = readFileSync("docs/cdktf.md", "utf8").split(begin);
  const table = lines([
    tableHead(["you type", "what happens"].map((content: Content) => ({ content }))),
    ...habits.map(({ typed, happens }) => tableRow([new Markdown(typed), new Markdown(happens)])),
  ]);
  return `${before}${begin}\n${table.source}\n\n${end}${rest.split(end)[1] ?? ""}`;
}
