/** What `--package` takes says where the package is, and what it is there. */

import fc from "fast-check";
import { namedPackage } from "../../src/delivery/init/named-package";
import { isTarball } from "../../src/delivery/init/package-spec";

const commit = "0123456789abcdef0123456789abcdef01234567";
const here = { from: "/work/team/below", target: "/work/team" };

test.each([
  ["./s.tgz", "below/s.tgz"],
  ["s.tgz", "below/s.tgz"],
  ["tools/s.tar.gz", "below/tools/s.tar.gz"],
  ["../s.tar", "s.tar"],
  ["../../s.TGZ", "../s.TGZ"],
  ["./in/./../s.tgz", "below/s.tgz"],
  ["file:s.tgz", "below/s.tgz"],
  ["file:../s.tgz", "s.tgz"],
  ["/abs//in/../s.tgz", "/abs/s.tgz"],
  ["file:/abs/s.tgz", "/abs/s.tgz"],
  ["file:///abs/s.tgz", "/abs/s.tgz"],
  ["/work/team/s.tgz", "/work/team/s.tgz"],
  ["./a b#1%20.tgz", "below/a b#1%20.tgz"],
])("the path %s of a tarball, as seen from package.json", (text, path) => {
  expect(namedPackage(text, here)).toEqual({ type: "file", text: `file:${path}`, path });
});

test.each([
  ["https://example.com/s.tgz", "https://example.com/s.tgz"],
  ["HTTPS://EXAMPLE.com/s-1.2.3.tar.gz?token=1", "https://example.com/s-1.2.3.tar.gz?token=1"],
  ["https://example.com/s.tgz#v1.2.3", "https://example.com/s.tgz"],
  ["https://github.com/acme/s/releases/download/v1.2.3/s.tgz", undefined],
  ["https://gitlab.com/acme/s/-/releases/v1.2.3/downloads/s.tgz", undefined],
  ["https://registry.example.com/@acme/strongroom/-/strongroom-1.2.3.tgz", undefined],
])("the address %s of a tarball", (text, written = text) => {
  expect(namedPackage(text, here)).toEqual({ type: "remote", text: written });
});

test.each([
  "github:acme/strongroom#v1.2.3",
  "github:acme/strongroom#1.2.3-rc.1+build",
  `github:acme/strongroom#${commit}`,
  "github:acme/strongroom.git#v1.2.3",
  "git+https://github.com/acme/strongroom.git#v1.2.3",
  "git+https://example.com/group/strongroom.git#v1.2.3",
  "git+https://example.com:8443/group/below/strongroom#v1.2.3",
  `git+ssh://git@example.com/strongroom.git#${commit}`,
  "git+ssh://git@example.com:group/strongroom.git#v1.2.3",
  "git+ssh://git@example.com:2222/strongroom.git#v1.2.3",
])("the repository %s", (text) => {
  expect(namedPackage(text, here)).toEqual({ type: "git", text });
});

const byName = /would look it up by name in a registry/;
const ambiguous = /put .\/ before a path, and github: before OWNER\/NAME/;
const credential = /contains a credential/;
const moves = /so it can change/;

test.each<[string, RegExp]>([
  ["", byName],
  [" ", byName],
  ["strongroom", byName],
  ["@acme/strongroom", byName],
  ["strongroom@1.2.3", byName],
  ["@acme/strongroom@1.2.3", byName],
  ["1.2.3", byName],
  ["^1.2.3", byName],
  [">=1 <2", byName],
  ["*", byName],
  ["latest", byName],
  ["npm:strongroom@1.2.3", byName],
  ["NPM:@acme/strongroom", byName],
  ["acme/strongroom", ambiguous],
  ["acme/strongroom#v1.2.3", ambiguous],
  ["git@github.com:acme/strongroom.git#v1.2.3", ambiguous],
  ["strongroom@https://example.com/s", ambiguous],
  [".", /only links/],
  ["..", /only links/],
  ["./strongroom", /only links/],
  ["/work/strongroom", /only links/],
  ["file:", /only links/],
  ["file:../strongroom", /only links/],
  ["FILE:s.tgz", /`FILE:` is not a supported way/],
  ["http://example.com/s.tgz", /`http:` is not a supported way/],
  ["git://example.com/s.git#v1.2.3", /`git:` is not a supported way/],
  ["git+http://example.com/s.git#v1.2.3", /`git\+http:` is not a supported way/],
  ["git+file:///work/s.git#v1.2.3", /`git\+file:` is not a supported way/],
  ["ssh://git@example.com/s.git#v1.2.3", /`ssh:` is not a supported way/],
  ["gitlab:acme/s#v1.2.3", /`gitlab:` is not a supported way/],
  ["link:../s", /`link:` is not a supported way/],
  ["workspace:*", /`workspace:` is not a supported way/],
  ["https://", /it is not an address/],
  ["https://example.com", /does not end in/],
  ["https://example.com/strongroom", /does not end in/],
  ["https://example.com/?s.tgz", /does not end in/],
  ["https://github.com/acme/strongroom#v1.2.3", /does not end in/],
  ["https://me:secret@example.com/s.tgz", credential],
  ["https://secret@example.com/s.tgz", credential],
  ["git+https://secret@example.com/s.git#v1.2.3", credential],
  ["git+ssh://git:secret@example.com/s.git#v1.2.3", credential],
  ["https://github.com/acme/s.tgz", /would clone/],
  ["https://www.github.com/acme/s.tgz", /would clone/],
  ["https://bitbucket.org/acme/s/downloads/s.tgz", /would clone/],
  ["https://gitlab.com/acme/s/raw/main/s.tgz", /would clone/],
  ["https://gitlab.com/-/s.tgz", /would clone/],
  ["git+https://example.com", /not the address of a repository/],
  ["git+https:///s.git#v1.2.3", /not the address of a repository/],
  ["git+ssh://git@example.com#v1.2.3", /not the address of a repository/],
  ["github:-a/b#v1.2.3", /GitHub has no repository `-a\/b`/],
  ["github:../..#v1.2.3", /not the address of a repository/],
  ["git+https://github.com/acme/strongroom/tree/main#v1.2.3", /GitHub has no repository/],
  ["git+ssh://git@github.com/-acme/strongroom#v1.2.3", /GitHub has no repository/],
  ["git+https://example.com/s/../../t#v1.2.3", /not the address of a repository/],
  ["git+https://example.com/s t#v1.2.3", /not the address of a repository/],
  ["git+https://example.com/s?t#v1.2.3", /not the address of a repository/],
  ["git+https://-oProxyCommand=x/s#v1.2.3", /not the address of a repository/],
  ["git+https://1.2.3.4.5/s#v1.2.3", /not the address of a repository/],
  ["github:acme/strongroom", /no commit and no tag/],
  ["github:acme/strongroom#", /no commit and no tag/],
  ["git+https://example.com/s.git", /no commit and no tag/],
  ["github:acme/strongroom#main", moves],
  ["github:acme/strongroom#0123456", moves],
  ["github:acme/strongroom#semver:^1.2.3", moves],
  ["github:acme/strongroom#v1.2", moves],
  ["github:acme/strongroom#v1.2.3#main", moves],
  ["github:acme/strongroom#v1.2.3::path:below", moves],
])("%j is refused", (text, reason) => {
  expect(namedPackage(text, here)).toEqual({ refused: expect.stringMatching(reason) });
});

test("whatever is taken is a tarball by its place, or a repository at something that stays", () => {
  const scheme = fc.constantFrom("", "file:", "https://", "github:", "git+https://", "git+ssh://", "npm:", "./", "@");
  const part = fc.constantFrom("a", "A.tgz", "/", "..", "#", "@", ":", "v1.2.3", commit, " ", "%", "github.com", "^");
  fc.assert(
    fc.property(scheme, fc.array(fc.oneof(part, fc.string()), { maxLength: 8 }), (start, parts) => {
      const named = namedPackage(start + parts.join(""), here);
      if ("refused" in named) {
        return;
      }
      expect(["file", "remote", "git"]).toContain(named.type);
      expect(named.text).toMatch(/^(file:|https:\/\/|github:|git\+https:|git\+ssh:)/i);
      if (named.type === "git") {
        expect(named.text).toMatch(/#([\da-f]{40}|v?\d+\.\d+\.\d+[^#]*)$/);
      } else {
        expect(isTarball(named.type === "remote" ? new URL(named.text).pathname : named.text)).toBe(true);
      }
    }),
  );
});
