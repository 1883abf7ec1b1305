/** Which room of src/ may import from which: a table, and the ESLint rule that holds every file to it. */

import { dirname, join, relative } from "node:path";

/**
 * What each room imports besides itself and the files that lie in src/ itself. Data flows one way: a room imports only
 * what stands above it in this table. The command line may import every room.
 */
const rooms = {
  aws: [],
  findings: [],
  terraform: ["aws"],
  "config/schema/primitives": ["aws"],
  guardrails: ["aws", "config/schema/primitives"],
  config: ["aws", "findings", "terraform", "config/schema/primitives", "guardrails"],
  model: ["aws", "config", "guardrails"],
  evaluator: ["aws", "findings", "config", "model"],
  policies: ["aws", "config", "guardrails", "model", "evaluator", "terraform"],
  "attack-matrix": ["aws", "config", "guardrails", "model", "policies"],
  "answers/ignored-findings": ["findings", "config"],
  "answers/warnings-by-harm": [],
  "answers/validate": [
    "answers/ignored-findings",
    "answers/warnings-by-harm",
    "findings",
    "config",
    "model",
    "policies",
    "attack-matrix",
  ],
  "answers/named": ["aws", "config", "model"],
  "answers/protection": ["aws", "config", "model", "evaluator", "policies"],
  "answers/coverage": ["aws", "model", "answers/protection"],
  "answers/runs": ["aws", "model", "answers/protection"],
  synthesis: ["aws", "config", "model", "policies", "terraform", "answers/validate"],
  "delivery/bootstrap": ["aws", "model", "policies", "terraform"],
  "delivery/hcp-terraform": ["aws", "model", "policies", "terraform"],
  "delivery/code": ["model"],
  "delivery/github": [],
  "delivery/adoption": ["terraform"],
  "delivery/move-state": ["model", "terraform"],
  "delivery/init": ["config", "guardrails"],
  "delivery/plan-summary": [
    "delivery/code",
    "aws",
    "model",
    "evaluator",
    "terraform",
    "answers/protection",
    "answers/validate",
  ],
  api: ["terraform", "evaluator", "answers/named", "answers/protection", "answers/validate", "synthesis"],
  docs: [
    "aws",
    "config",
    "policies",
    "terraform",
    "attack-matrix",
    "answers/ignored-findings",
    "answers/protection",
    "answers/validate",
    "delivery/plan-summary",
  ],
};

const names = Object.keys(rooms);

/** The room in which a file lies, and undefined for the files of src/ itself. */
function roomOf(file) {
  const path = relative(join(import.meta.dirname, "src"), file).replace(/\.tsx?$/, "");
  const [folder] = path.split("/");
  return names.find((room) => path === room || path.startsWith(`${room}/`)) ?? (folder === path ? undefined : folder);
}

export const importsOfRooms = {
  meta: { type: "problem", schema: [] },
  create({ filename, report }) {
    const room = roomOf(filename);
    const allowed = [undefined, room, ...(room === "cli" ? names : (rooms[room] ?? []))];
    function check(node) {
      const path = node.source?.value;
      const imported = path?.startsWith(".") ? roomOf(join(dirname(filename), path)) : undefined;
      if (!allowed.includes(imported)) {
        report({ node, message: `${room ?? "src/"} imports nothing from ${imported}: see eslint.rooms.mjs.` });
      }
    }
    return { ImportDeclaration: check, ExportNamedDeclaration: check, ExportAllDeclaration: check };
  },
};
