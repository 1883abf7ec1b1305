/** What a release says: its section of the changelog, and the addresses of Terraform that change with it. */

export interface Release {
  /** As in `v0.1.0`. */
  readonly tag: string;
  /** 40 hexadecimal digits. */
  readonly commit: string;
  /** OWNER/NAME on GitHub. */
  readonly repository: string;
  /** Content of CHANGELOG.md. */
  readonly changelog: string;
  /** Content of test/stacks/addresses.txt. */
  readonly addresses: string;
  /** Undefined for the first release. */
  readonly previous?: { readonly tag: string; readonly addresses: string };
}

/** The text of a release, Markdown. */
export function releaseNotes(release: Release): string {
  const { tag, commit, repository, changelog } = release;
  return `${changelogSection(changelog, versionOf(tag)) ?? ""}

## Addresses that change

${addressChanges(release)}

## Workflows

The workflows of a team's repository call this release at its commit:

\`\`\`yaml
uses: ${repository}/.github/workflows/pull-request.yml@${commit} # ${tag}
uses: ${repository}/.github/workflows/deploy.yml@${commit} # ${tag}
uses: ${repository}/.github/workflows/drift.yml@${commit} # ${tag}
\`\`\`
`;
}

/** What stands below the heading of the version, without the heading; undefined where there is none, or nothing. */
export function changelogSection(changelog: string, version: string): string | undefined {
  const [, ...sections] = changelog.split(/^## /m);
  const section = sections.find((candidate) => candidate.startsWith(`[${version}]`));
  return section?.split("\n").slice(1).join("\n").trim() || undefined;
}

function versionOf(tag: string): string {
  return tag.replace(/^v/, "");
}

function addressChanges({ tag, addresses, previous }: Release): string {
  if (!previous) {
    return `${tag} is the first release.`;
  }
  const [before, after] = [previous.addresses, addresses].map((text) => text.split("\n").filter((line) => line !== ""));
  const gone = (before ?? []).filter((address) => !after?.includes(address));
  const added = (after ?? []).filter((address) => !before?.includes(address));
  if (gone.length + added.length === 0) {
    return `None since ${previous.tag}: the plan of an upgrade holds nothing but what is named above.`;
  }
  return [
    `In the stacks of a fixed config, since ${previous.tag}. Without a word about it above, Terraform destroys what is gone and creates what is new. At every other address, the plan of an upgrade holds nothing but what is named above.`,
    ...listed("Gone:", gone),
    ...listed("New:", added),
  ].join("\n\n");
}

function listed(title: string, addresses: readonly string[]): string[] {
  return addresses.length > 0 ? [title, addresses.map((address) => `- \`${address}\``).join("\n")] : [];
}
