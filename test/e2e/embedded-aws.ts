/** The embedded AWS: a moto server with the project's extension. */

import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";

export interface Call {
  readonly accountId: string;
  /** As IAM names it: `backup:CreateBackupVault`. */
  readonly action: string;
  /** The role that a call of `sts:AssumeRole` is for. */
  readonly roleArn?: string;
}

export interface EmbeddedAws {
  readonly endpoint: string;
  /** What was called since the last time somebody asked. */
  calls(): Call[];
  stop(): Promise<void>;
}

/**
 * Starts a server on a free port of the loopback interface.
 * @param holdFile while this file exists, attachments of role policies wait and are lost
 */
export async function startEmbeddedAws(holdFile: string): Promise<EmbeddedAws> {
  const port = await freePort();
  const endpoint = `http://127.0.0.1:${port}`;
  const callsFile = `${holdFile}.calls`;
  const server = spawn("moto_server", ["-H", "127.0.0.1", "-p", String(port)], {
    stdio: ["ignore", "ignore", "pipe"],
    detached: true,
    env: {
      ...process.env,
      PYTHONPATH: join(__dirname, "moto"),
      MOTO_IAM_LOAD_MANAGED_POLICIES: "true",
      MOTO_EC2_LOAD_DEFAULT_AMIS: "false",
      STRONGROOM_HOLD_FILE: holdFile,
      STRONGROOM_CALLS_FILE: callsFile,
    },
  });
  const log: string[] = [];
  server.stderr.on("data", (data: Buffer) => {
    log.push(data.toString());
    log.splice(0, log.length - 50);
  });
  await untilAnswering(endpoint, server, log);
  return { endpoint, calls: () => takeCalls(callsFile), stop: () => stop(server) };
}

function takeCalls(file: string): Call[] {
  const lines = existsSync(file) ? readFileSync(file, "utf8").split("\n") : [];
  rmSync(file, { force: true });
  return lines.filter((line) => line !== "").map((line) => JSON.parse(line) as Call);
}

async function untilAnswering(endpoint: string, server: ChildProcess, log: readonly string[]): Promise<void> {
  for (let attempt = 0; attempt < 300; attempt++) {
    if (server.exitCode !== null) {
      throw new Error(`moto_server ended at once:\n${log.join("")}`);
    }
    const answers = await fetch(`${endpoint}/moto-api/`).then(
      ({ ok }) => ok,
      () => false,
    );
    if (answers) {
      return;
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`moto_server did not answer within 30 s:\n${log.join("")}`);
}

/** The whole process group: launchers such as pyenv's stand between us and the server. */
async function stop(server: ChildProcess): Promise<void> {
  if (server.exitCode === null && server.pid !== undefined) {
    const ended = new Promise((resolve) => server.once("exit", resolve));
    process.kill(-server.pid, "SIGKILL");
    await ended;
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address();
      const port = typeof address === "object" && address ? address.port : 0;
      probe.close(() => resolve(port));
    });
  });
}
