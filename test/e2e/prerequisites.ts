/** What the end-to-end test needs on the machine, each with one line that says how to get it. */

import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { Testing, TerraformStack } from "cdktf";
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** The first thing that is missing, in words, or undefined. */
export function missingPrerequisite(): string | undefined {
  if (!runs("terraform", ["version"])) {
    return "terraform is missing: install Terraform 1.10 or later (https://developer.hashicorp.com/terraform/install) and put it on PATH";
  }
  if (!runs("moto_server", ["--help"])) {
    return "moto_server is missing: install the embedded AWS with `pip install 'moto[server]'` and put it on PATH";
  }
  if (!runs("aws", ["--version"])) {
    return "aws is missing: install the AWS CLI (version 2.13 or later, or `pip install awscli`) and put it on PATH";
  }
  if (!runs("openssl", ["version"])) {
    return "openssl is missing: install OpenSSL 1.1.1 or later and put it on PATH";
  }
  return missingProvider();
}

function missingProvider(): string | undefined {
  const directory = mkdtempSync(join(tmpdir(), "strongroom-provider-"));
  try {
    const aws = { source: "hashicorp/aws", version: providerVersion() };
    writeFileSync(join(directory, "main.tf.json"), JSON.stringify({ terraform: { required_providers: { aws } } }));
    return runs("terraform", ["init", "-input=false"], directory)
      ? undefined
      : `version ${providerVersion()} of the AWS provider is missing: let Terraform reach its registry, or name a ` +
          "filesystem mirror in " +
          "TF_CLI_CONFIG_FILE and the version that it holds in STRONGROOM_AWS_PROVIDER_VERSION";
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

/** The version that the stacks ask for. */
function providerVersion(): string | undefined {
  const bindings = new AwsProvider(new TerraformStack(Testing.app(), "any"), "aws").terraformGeneratorMetadata;
  return process.env.STRONGROOM_AWS_PROVIDER_VERSION || bindings?.providerVersion;
}

function runs(command: string, args: readonly string[], cwd?: string): boolean {
  return spawnSync(command, args, { cwd, stdio: "ignore" }).status === 0;
}
