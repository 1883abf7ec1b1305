/** What a repository can be called on GitHub. */

/** As an error says it. */
export const repositoryNameRule =
  "OWNER/NAME: an owner of at most 39 letters, digits and single hyphens between them, and a name of at most 100 letters, digits, `.`, `-` and `_` that is not `.` or `..`, and does not end in `.git` or `.wiki`";

/** An enterprise's managed users have a short code behind an underscore: `mona-cat_acme`. */
const owner = /^(?=.{1,39}$)[a-z\d]+(-[a-z\d]+)*(_[a-z\d]+)?$/i;

const name = /^(?!\.{1,2}$)(?!.*\.(git|wiki)$)[\w.-]{1,100}$/i;

/**
 * Whether GitHub could have such a repository, as in `acme/strongroom`.
 * Source: GitHub Docs, "Username considerations for external authentication" (owners) and "Creating a new repository" (100
 * characters), and what GitHub's form for a new repository says of names. Read 2026-11-26.
 */
export function isRepositoryName(text: string): boolean {
  const [ownerPart = "", namePart = "", ...rest] = text.split("/");
  return rest.length === 0 && owner.test(ownerPart) && name.test(namePart);
}
