/** What a release says of itself. */

import type * as about from "../src/about";

test.each([
  ["github:acme/strongroom", "acme/strongroom"],
  ["github:../..", undefined],
  ["github:", undefined],
  ["https://github.com/acme/strongroom", undefined],
  [undefined, undefined],
])("a package of the repository %s is of %s", (repository, name) => {
  jest.isolateModules(() => {
    jest.doMock("../package.json", () => ({ version: "1.2.3", repository }));
    // eslint-disable-next-line @typescript-eslint/no-require-imports -- the manifest is read when the module is loaded
    expect((require("../src/about") as typeof about).repository).toBe(name);
  });
});
