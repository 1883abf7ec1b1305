#!/usr/bin/env node
/**
 * Stands for `terraform` where a test is about how it is run. Behaves as the file `behaviour.json` of the working
 * directory's stack says, and logs each call to STRONGROOM_TEST_LOG.
 */

import { spawn } from "node:child_process";
import { appendFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename } from "node:path";

const [command, ...args] = process.argv.slice(2);
const log = process.env.STRONGROOM_TEST_LOG;
const stack = basename(process.cwd());
const calls = existsSync(log) ? readFileSync(log, "utf8").split("\n") : [];
const earlier = calls.filter((line) => line.startsWith(`${stack} ${command} begins`)).length;
appendFileSync(log, `${stack} ${command} begins ${args.join(" ")}\n`);
const behaviour = existsSync("behaviour.json") ? JSON.parse(readFileSync("behaviour.json", "utf8")) : {};
const out = args.find((arg) => arg.startsWith("-out="))?.slice("-out=".length);
const plan = { format_version: "1.2", terraform_version: "1.11.4", resource_changes: [] };

const roleName = process.env.TF_VAR_role_name;
if (roleName) {
  appendFileSync(log, `${stack} ${command} role ${roleName}\n`);
}

const commands = {
  version: () => process.stdout.write(JSON.stringify({ terraform_version: "1.11.4" })),
  init: async () => {
    await new Promise((resolve) => setTimeout(resolve, 100));
    mkdirSync(".terraform", { recursive: true });
    if (!existsSync(".terraform.lock.hcl")) {
      writeFileSync(".terraform.lock.hcl", `# made in ${stack}\n`);
    }
  },
  state: () => process.stdout.write(JSON.stringify({ lineage: stack, serial: behaviour.serial ?? 1 })),
  show: () => {
    if (behaviour.showFails) {
      process.stderr.write("Error: Failed to load plugin schemas\n");
      process.exitCode = 1;
    } else {
      process.stdout.write(JSON.stringify(plan));
    }
  },
  plan: async () => {
    if (behaviour.hangs) {
      const child = spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"], { stdio: "ignore" });
      appendFileSync(log, `${stack} provider ${child.pid}\n`);
      process.on("SIGINT", () => process.exit(1));
      await new Promise((resolve) => setTimeout(resolve, 60_000));
    }
    const { exitCode, output } = (behaviour.plans ?? [])[earlier] ?? { exitCode: 0, output: "No changes.\n" };
    process.stdout.write(output);
    if (out && exitCode !== 1) {
      writeFileSync(out, "saved");
    }
    process.exitCode = exitCode;
  },
};

await commands[command]();
appendFileSync(log, `${stack} ${command} ends\n`);
