import { countFindings, findingsForStream } from "../findings/print";
import { ReferenceFailed } from "../terraform/child-process";
import { withReferenceSynthesis } from "../terraform/reference-synthesis";
import { readProviderLock } from "../terraform/provider-lock";
import { type Synthesis } from "../terraform/synthesis";
import { validateFile } from "../answers/validate";
import { configFile } from "./config-file";
import { type Context } from "./context";

/**
 * The synthesis of a Git revision, or undefined where it had no such config.
 * @param config as the person names it; the same file of the revision is read
 * @throws ReferenceFailed
 */
export function withReference<T>(
  revision: string,
  config: string | undefined,
  context: Context,
  use: (synthesis: Synthesis | undefined) => T,
): Promise<T> {
  const { environment, stderr, synthesize } = context;
  return withReferenceSynthesis(
    {
      revision,
      configFile: configFile(config, context).path,
      environment,
      remark: (text) => stderr.write(`${text}\n`),
      synthesizeHere: (file, name, outputDirectory) => {
        const { findings, lineText, result } = validateFile(file, name, environment);
        if (!result) {
          const said = findingsForStream(findings, stderr, lineText);
          throw new ReferenceFailed(`the config of ${revision} has errors:\n${said}${countFindings(findings)}`);
        }
        const awsProviderVersion = environment.STRONGROOM_AWS_PROVIDER_VERSION || undefined;
        synthesize({ ...result, outputDirectory, awsProviderVersion, providerLock: readProviderLock(file) });
      },
    },
    use,
  );
}
