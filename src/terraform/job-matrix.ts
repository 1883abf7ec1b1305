/** Jobs of GitHub Actions that share the stacks. */

/**
 * A matrix has 256 jobs at the most; far fewer finish sooner, because each spends half a minute on setting itself up.
 * Source: GitHub Docs, "Usage limits for GitHub Actions". Read 2026-11-21.
 */
const mostJobs = 20;

export interface JobMatrix {
  readonly include: readonly {
    /** Part of an artifact's name, unique in the matrix. */
    readonly job: number;
    /** Stack ids, separated by a space: they hold none. */
    readonly stacks: string;
  }[];
}

/** Deals the stacks out to jobs, so that no job has two more than another. */
export function jobMatrix(stackIds: readonly string[]): JobMatrix {
  const jobs = Math.min(mostJobs, stackIds.length);
  return {
    include: Array.from({ length: jobs }, (_, job) => ({
      job: job + 1,
      stacks: stackIds.filter((_id, index) => index % jobs === job).join(" "),
    })),
  };
}
