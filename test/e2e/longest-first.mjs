/** The order of the suites: what takes longest begins first, so that no core waits for it at the end. */

const longest = [
  "plans",
  "adoption",
  "end-to-end",
  "permissions",
  "validate",
  "habits",
  "move-state",
  "team-repository",
];

export default class LongestFirst {
  sort(tests) {
    const placeOf = ({ path }) => {
      const place = longest.findIndex((name) => path.endsWith(`/${name}.test.ts`));
      return place === -1 ? longest.length : place;
    };
    return [...tests].sort((one, other) => placeOf(one) - placeOf(other) || one.path.localeCompare(other.path));
  }

  allFailedTests(tests) {
    return tests;
  }

  /** Nothing is kept from run to run. */
  cacheResults() {}
}
