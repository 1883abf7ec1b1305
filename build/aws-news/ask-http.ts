import { FeedFailed } from "./feed";
import { type Ask } from "./feed-address";

const seconds = 60;

/**
 * Asks over HTTP, once, and waits a minute at the most.
 * @param server stands for AWS's, as in http://127.0.0.1:8080: it is asked for the same paths
 */
export function askHttp(server?: string): Ask {
  return async (address) => {
    const { pathname } = new URL(address);
    const response = await fetch(server === undefined ? address : new URL(pathname, server), {
      signal: AbortSignal.timeout(seconds * 1000),
    }).catch((error: Error) => {
      throw new FeedFailed(`it cannot be fetched: ${causeOf(error)}`);
    });
    if (!response.ok) {
      throw new FeedFailed(`it cannot be fetched: status ${response.status}`);
    }
    return await response.text().catch((error: Error) => {
      throw new FeedFailed(`it ends too early: ${causeOf(error)}`);
    });
  };
}

/** `fetch` itself says no more than that it failed. */
function causeOf({ message, cause }: Error): string {
  return (cause as Error | undefined)?.message || message;
}
