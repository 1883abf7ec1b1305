/** Attributes that mean the same wherever they are. */

import { computed, harmless, type Meaning, moves } from "./meaning";

/** What the provider keeps of every resource. `region` is new in version 6. */
export const identity = {
  id: computed("AWS gives it"),
} satisfies Record<string, Meaning>;

export const arn = { arn: computed("AWS gives it") } satisfies Record<string, Meaning>;

export const region = {
  region: moves("what is in the old Region is given up, and another is made in the new one"),
} satisfies Record<string, Meaning>;

export const tags = {
  tags: harmless("no policy of Strongroom reads the tags of what Strongroom creates"),
  tags_all: computed("repeats `tags` and the default tags"),
} satisfies Record<string, Meaning>;

export const timeouts = {
  timeouts: harmless("is how long Terraform waits for AWS"),
} satisfies Record<string, Meaning>;
