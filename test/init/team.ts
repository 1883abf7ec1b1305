import { localSpec } from "../../src/delivery/init/package-spec";
import { type Team } from "../../src/delivery/init/team";

/** A team that lacks nothing. */
export const team: Team = {
  spec: localSpec("strongroom-1.2.3.tgz"),
  repository: "acme/strongroom",
  release: { version: "1.2.3", commit: "0123456789abcdef0123456789abcdef01234567" },
  config: "org.yaml",
};
