import { tarballInside } from "./package-spec";
import { documentationOf, type Team } from "./team";

/** What the team needs to know, and where the rest is. */
export function readme(team: Team): string {
  const { spec, config } = team;
  const page = (name: string) => documentationOf(team, name);
  const tarball = tarballInside(spec);
  const commit = ["`package.json`", "`package-lock.json`", ...(tarball === undefined ? [] : [`\`${tarball}\``])];
  return `# Backups of the organization

\`${config}\` defines what AWS Backup keeps, where and for how long. \`package.json\` pins the npm package Strongroom. It checks
this file and writes the Terraform configuration of keys, vaults, policies and roles.

## Start

1. Run \`npm install\`, and commit all files to \`main\`, including ${commit.slice(0, -1).join(", ")} and ${commit.at(-1)}.
2. Replace the values below each FILL IN comment in \`${config}\`: [every key](${page("configuration.md")}).
3. [Prepare AWS](${page("first-deployment.md")}), and [let GitHub plan and deploy](${page("pull-requests.md")}).

## Work

\`\`\`sh
npm ci                         # installs the pinned version of Strongroom
npm run validate               # checks ${config}
npm run synth                  # writes cdktf.out/
npm run plan                   # what Terraform would change, with credentials of AWS
npm run plan-summary           # what that means for backups
npx --no strongroom apply      # shows each wave, asks, and applies it
npx --no strongroom            # all commands
\`\`\`

## Upgrade

Upgrade in a separate pull request, because the version that \`main\` pins makes the Terraform plans:

1. \`npm install\` the tarball of the new release. Its notes name the Terraform addresses that change. The Terraform plan
   must contain only changes that the notes name.
2. Change \`.github/workflows/\` to call the commit that the notes name.
`;
}
