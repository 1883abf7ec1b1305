import { tarballInside } from "./package-spec";
import { documentationOf, type Team } from "./team";

/** What the team needs to know, and where the rest is. */
export function readme(team: Team): string {
  const { spec, config } = team;
  const page = (name: string) => documentationOf(team, name);
  const tarball = tarballInside(spec);
  const commit = ["`package.json`", "`package-lock.json`", ...(tarball === undefined ? [] : [`\`${tarball}\``])];
  return `# Backups of the organization

\`${config}\` says what AWS Backup keeps, where and for how long. Strongroom, an npm package that \`package.json\` pins, checks
it and writes the Terraform configuration of keys, vaults, policies and roles from it.

## Start

1. \`npm install\`, and commit everything, ${commit.slice(0, -1).join(", ")} and ${commit.at(-1)} among it, to \`main\`.
2. Replace what FILL IN stands above in \`${config}\`: [every key](${page("configuration.md")}).
3. [Prepare AWS](${page("first-deployment.md")}), and [let GitHub plan and deploy](${page("pull-requests.md")}).

## Work

\`\`\`sh
npm ci                         # Strongroom as it is pinned; nothing else
npm run validate               # everything that is wrong with ${config}
npm run synth                  # writes cdktf.out/
npm run plan                   # what Terraform would change, with credentials of AWS
npm run plan-summary           # what that means for backups
npx --no strongroom            # all commands
\`\`\`

## Upgrade

In a pull request of its own, because plans are made with the version that \`main\` pins:

1. \`npm install\` the tarball of the new release. Its notes name the addresses of Terraform that change; where there are
   none, the plan holds nothing but what the notes say.
2. Let \`.github/workflows/\` call the commit that the notes name.
`;
}
