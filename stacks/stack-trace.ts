/**
 * Turns off the stack trace that cdktf takes for every token: most of the time of a synthesis, for a detail of error
 * messages. cdktf 0.21 has no switch (hashicorp/terraform-cdk issue 3892); cdktn has CDKTN_DISABLE_CREATION_STACK.
 * This is the only import of a private path. CDKTF_TRACE=1 keeps the traces.
 */

// A namespace import would be a frozen copy; the functions that use it look it up on the module itself.
// eslint-disable-next-line no-restricted-imports, @typescript-eslint/no-require-imports
import stackTrace = require("cdktf/lib/tokens/private/stack-trace");

if (typeof stackTrace.captureStackTrace !== "function") {
  throw new Error("this version of cdktf takes stack traces elsewhere");
}
if (!process.env.CDKTF_TRACE) {
  Object.assign(stackTrace, { captureStackTrace: () => [] });
}
