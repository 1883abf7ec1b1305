/** A shell script, run as a person would run it, with the embedded AWS behind the AWS CLI. */

import { spawn } from "node:child_process";
import { credentials } from "./clients";

/** @returns its standard output. Fails with its standard error where it does not end with 0 */
export function runScript(script: string, endpoint: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const bash = spawn("bash", [], {
      env: {
        ...process.env,
        AWS_ENDPOINT_URL: endpoint,
        AWS_ACCESS_KEY_ID: credentials.accessKeyId,
        AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
        AWS_DEFAULT_REGION: "us-east-1",
      },
    });
    const output = { stdout: "", stderr: "" };
    bash.stdout.on("data", (data: Buffer) => (output.stdout += data.toString()));
    bash.stderr.on("data", (data: Buffer) => (output.stderr += data.toString()));
    bash.once("error", reject);
    bash.once("close", (code) => (code === 0 ? resolve(output.stdout) : reject(new Error(output.stderr))));
    bash.stdin.end(script);
  });
}
