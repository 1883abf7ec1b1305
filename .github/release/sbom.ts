/** What the package holds of other people's code, as CycloneDX. */

export interface Sbom {
  readonly metadata: { readonly component: Component };
  readonly components: readonly Component[];
  readonly dependencies: readonly { readonly ref: string; readonly dependsOn: readonly string[] }[];
}

interface Component {
  /** Name and version. The name alone is that of the directory, which npm allows to be another. */
  readonly "bom-ref": string;
  readonly name: string;
  readonly properties?: readonly { readonly name: string }[];
}

/**
 * The packages of the bundle, without those that only develop, test or build it.
 * @param sbom what `npm sbom --sbom-format cyclonedx` prints: everything that is installed in a clone
 * @param licenses content of dist/licenses.txt: a section for each package of the bundle, headed by name and version
 * @throws Error where a package of the bundle is not installed
 */
export function bundleSbom(sbom: Sbom, name: string, licenses: string): Sbom {
  const bundled = licenses.split(/^-{80}$/m).map((section) => /^\s*(\S+) (\S+) \(/.exec(section)?.slice(1).join("@"));
  const unknown = bundled.filter((ref) => !sbom.components.some((component) => component["bom-ref"] === ref));
  if (unknown.length > 0) {
    throw new Error(
      `the bundle holds ${unknown.join(", ")}, and npm knows of no such package: run npm ci and build again`,
    );
  }
  const components = sbom.components.filter((component) => bundled.includes(component["bom-ref"]));
  const root = sbom.metadata.component;
  const kept = new Set([root["bom-ref"], ...components.map((component) => component["bom-ref"])]);
  return {
    ...sbom,
    // The root too has the name of its directory, and what is bundled is marked as development.
    metadata: { ...sbom.metadata, component: { ...root, name } },
    components: components.map((component) => ({
      ...component,
      properties: component.properties?.filter((property) => property.name !== "cdx:npm:package:development"),
    })),
    dependencies: sbom.dependencies
      .filter(({ ref }) => kept.has(ref))
      .map(({ ref, dependsOn }) => ({ ref, dependsOn: dependsOn.filter((other) => kept.has(other)) })),
  };
}
