/** What is written into workflows and links as a repository of GitHub can be one. */

import { isRepositoryName } from "../../src/repository-name";

test.each([
  "acme/strongroom",
  "a/b",
  "A1-b2-c3/S.t_r-0",
  "mona-cat_acme/backup",
  `${"a".repeat(39)}/${"b".repeat(100)}`,
  "acme/.github",
  "acme/...",
  "acme/-",
  "acme/git",
  "acme/x.gitx",
])("%s can be a repository", (text) => {
  expect(isRepositoryName(text)).toBe(true);
});

test.each([
  "",
  "acme",
  "/",
  "acme/",
  "/strongroom",
  "acme/strong/room",
  "acme/strongroom/",
  "../..",
  "./.",
  "acme/.",
  "acme/..",
  "-a/b",
  "a-/b",
  "a--b/c",
  "a.b/c",
  "a_b_c/d",
  "_a/b",
  "a_/b",
  `${"a".repeat(40)}/b`,
  `${"a".repeat(36)}_acme/b`,
  `a/${"b".repeat(101)}`,
  "acme/strongroom.git",
  "acme/strongroom.GIT",
  "acme/.git",
  "acme/strongroom.wiki",
  "acme/strong room",
  "acme/strongroom\n",
  "acme\n/strongroom",
  "acme/strongroom@main",
  "acme/strongröom",
  "https://github.com/acme/strongroom",
  "github:acme/strongroom",
])("%j cannot", (text) => {
  expect(isRepositoryName(text)).toBe(false);
});
