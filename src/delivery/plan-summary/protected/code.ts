import { firstOf } from "../../../first-of";
import { type ProtectedChangeRule } from "./rule";

const codeChanged: ProtectedChangeRule = {
  id: "code-changed",
  what: "A pull request changes other files than the org file, the files that it names, and Markdown.",
  why:
    "The tool, its version and the workflows decide what is planned, judged and applied. Read the change itself: after the " +
    "merge, what it says runs with credentials.",
  detect: ({ codeChanges }) =>
    codeChanges === undefined || codeChanges.files.length === 0
      ? []
      : [
          {
            what: `${codeChanges.files.length} ${codeChanges.files.length === 1 ? "file" : "files"} beside the org file`,
            where: firstOf(
              codeChanges.files.map(({ path, what }) => `${path} (${what})`),
              20,
            ),
            detail: codeChanges.digest,
          },
        ],
};

export const codeRules = [codeChanged];
