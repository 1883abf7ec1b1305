/** What the workflow of releases writes. */

import { changelogSection, type Release, releaseNotes } from "../../.github/release/notes";
import { bundleSbom, type Sbom } from "../../.github/release/sbom";

const changelog = `# Changelog

## [Unreleased]

## [0.2.0] - 2026-12-01

### Changed

- The lock of the vault has another name.

## [0.1.0] - 2026-11-27

### Added

- Everything.

## [0.0.1]
`;

const release: Release = {
  tag: "v0.2.0",
  commit: "0123456789abcdef0123456789abcdef01234567",
  repository: "acme/strongroom",
  changelog,
  addresses: "central-vault: aws_backup_vault.b\ncentral-vault: aws_backup_vault.c\n",
  previous: { tag: "v0.1.0", addresses: "central-vault: aws_backup_vault.a\ncentral-vault: aws_backup_vault.b\n" },
};

test("a section of the changelog is that of the version alone, and none where it says nothing", () => {
  expect(changelogSection(changelog, "0.1.0")).toBe("### Added\n\n- Everything.");
  expect(changelogSection(changelog, "0.2.0")).toBe("### Changed\n\n- The lock of the vault has another name.");
  expect(changelogSection(changelog, "0.0.1")).toBeUndefined();
  expect(changelogSection(changelog, "0.3.0")).toBeUndefined();
  expect(changelogSection(changelog, "0.2")).toBeUndefined();
});

test("the notes say what changed, which addresses go and come, and what workflows call", () => {
  const notes = releaseNotes(release);
  expect(notes).toMatch(/^### Changed\n\n- The lock of the vault has another name\.\n\n## Addresses that change\n/);
  expect(notes).toContain("since v0.1.0");
  expect(notes).toContain(
    "Gone:\n\n- `central-vault: aws_backup_vault.a`\n\nNew:\n\n- `central-vault: aws_backup_vault.c`\n",
  );
  expect(notes).not.toContain("aws_backup_vault.b");
  expect(notes).toContain(`acme/strongroom/.github/workflows/deploy.yml@${release.commit} # v0.2.0\n`);
});

test("addresses that only go are not said to come", () => {
  const notes = releaseNotes({ ...release, addresses: "" });
  expect(notes).toContain("Gone:");
  expect(notes).not.toContain("New:");
});

test("where no address changes, the plan of an upgrade is said to hold nothing else", () => {
  const notes = releaseNotes({ ...release, addresses: release.previous?.addresses ?? "" });
  expect(notes).toContain("None since v0.1.0: the plan of an upgrade holds nothing but what is named above.");
  expect(notes).not.toMatch(/Gone:|New:/);
});

test("the first release has nothing to compare with", () => {
  const notes = releaseNotes({ ...release, tag: "v0.1.0", previous: undefined });
  expect(notes).toContain("- Everything.");
  expect(notes).toContain("v0.1.0 is the first release.");
  expect(notes).not.toMatch(/Gone:|New:/);
});

describe("the SBOM", () => {
  const component = (name: string, ref: string) => ({
    "bom-ref": ref,
    name,
    properties: [{ name: "cdx:npm:package:development" }, { name: "cdx:npm:package:path" }],
  });
  const sbom: Sbom = {
    metadata: { component: { "bom-ref": "strongroom@0.2.0", name: "work" } },
    components: [
      component("jest", "jest@30.0.0"),
      component("zod", "zod@4.0.0"),
      component("zod", "zod@3.0.0"),
      component("width-cjs", "width@1.0.0"),
    ],
    dependencies: [
      { ref: "strongroom@0.2.0", dependsOn: ["jest@30.0.0", "zod@4.0.0"] },
      { ref: "jest@30.0.0", dependsOn: ["zod@3.0.0"] },
      { ref: "zod@4.0.0", dependsOn: [] },
      { ref: "zod@3.0.0", dependsOn: [] },
      { ref: "width@1.0.0", dependsOn: ["zod@3.0.0"] },
    ],
  };
  const line = "-".repeat(80);
  const licenses = `width 1.0.0 (ISC)\n\nText of width 2.0.0 (MIT).\n\n${line}\n\nzod 4.0.0 (MIT)\n\nText.\n`;

  test("lists what is bundled, at its version, under the name of the package, and nothing else", () => {
    const bundled = bundleSbom(sbom, "strongroom", licenses);
    expect(bundled.components.map((one) => one["bom-ref"])).toEqual(["zod@4.0.0", "width@1.0.0"]);
    expect(bundled.components.flatMap(({ properties }) => properties)).toEqual([
      { name: "cdx:npm:package:path" },
      { name: "cdx:npm:package:path" },
    ]);
    expect(bundled.dependencies).toEqual([
      { ref: "strongroom@0.2.0", dependsOn: ["zod@4.0.0"] },
      { ref: "zod@4.0.0", dependsOn: [] },
      { ref: "width@1.0.0", dependsOn: [] },
    ]);
    expect(bundled.metadata.component).toEqual({ "bom-ref": "strongroom@0.2.0", name: "strongroom" });
  });

  test("is refused where the bundle holds what is not installed", () => {
    expect(() => bundleSbom(sbom, "strongroom", `${licenses}\n${line}\n\nyaml 2.0.0 (ISC)\n`)).toThrow(/yaml@2\.0\.0/);
    expect(() => bundleSbom(sbom, "strongroom", "")).toThrow();
  });
});
