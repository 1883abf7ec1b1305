/** A repository for a team: its org file, Strongroom at a version, and what runs it. */

import { orgYaml } from "./org-yaml";
import { readme } from "./readme";
import { type Team } from "./team";
import { workflows } from "./workflows";

/** Path, relative to the repository → content. */
export function initialFiles(team: Team): Readonly<Record<string, string>> {
  const up = "../".repeat(team.config.split("/").length - 1);
  return {
    [team.config]: orgYaml(`${up || "./"}node_modules/strongroom/config/org.schema.json`),
    "package.json": packageJson(team),
    ".gitignore": gitignore,
    "README.md": readme(team),
    ...workflows(team),
  };
}

const gitignore = `node_modules/
cdktf.out/
.terraform/
*.tfstate
*.tfstate.*
/bootstrap/
`;

function packageJson({ spec, config }: Team): string {
  const manifest = {
    private: true,
    scripts: {
      validate: "strongroom validate",
      synth: "strongroom synth",
      plan: "strongroom synth && strongroom plan",
      "plan-summary": `strongroom plan-summary cdktf.out/stacks --config ${config}`,
    },
    dependencies: { strongroom: spec.text },
  };
  return `${JSON.stringify(manifest, null, 2)}\n`;
}
