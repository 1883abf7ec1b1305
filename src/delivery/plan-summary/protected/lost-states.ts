import { type ProtectedChangeRule } from "./rule";

const stateLost: ProtectedChangeRule = {
  id: "state-lost",
  what: "Terraform would create everything in a stack that the config had before.",
  why:
    "Its state is lost, or is still under the earlier name of the account; or the stack was never applied. Terraform would " +
    "make a second key, and fail with `already exists` for the rest, which it no longer manages.",
  detect: ({ lostStates }) =>
    lostStates.map(({ stackId, earlierStackId, creates }) => ({
      what: "Terraform does not find the state, and would create everything once more",
      where: `${stackId} (${creates.length}${earlierStackId === stackId ? "" : `, before ${earlierStackId}`})`,
      detail: creates,
    })),
};

export const lostStateRules = [stateLost];
