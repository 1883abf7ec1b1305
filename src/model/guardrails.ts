import { guardedConfig } from "../config/guarded-config";
import { type OrgConfig } from "../config/schema/org-config";
import { type ValuesOfTargets } from "../guardrails/values-of-targets";
import { type GuardrailName, guardrailNames, guardrails, type OptionsOf } from "../guardrails/all";
import { type Deployment, type Guardrail, type PlacedAccount, type PolicyTarget } from "./deployment";
import { compareText } from "./sorted";

/**
 * The guardrails that the config has, sorted by name.
 * @param targets gives what the names of targets stand for
 */
export function resolveGuardrails(
  config: OrgConfig,
  targets: (names: readonly string[]) => readonly PolicyTarget[],
): Guardrail[] {
  return guardrailNames.toSorted(compareText).flatMap((name) => {
    const entry = config.guardrails[name];
    return entry ? [{ name, targets: targets(entry.targets), options: optionsIn(entry, name, config) }] : [];
  });
}

/** The options of a guardrail; undefined where the config does not have it. */
export function optionsOf<Name extends GuardrailName>(
  { guardrails: present }: Pick<Deployment, "guardrails">,
  name: Name,
): OptionsOf<Name> | undefined {
  return present.find((guardrail): guardrail is Guardrail<Name> => guardrail.name === name)?.options;
}

/** The values that every target above an account has, the account itself among them. Undefined where none is above it. */
export function valuesIn(
  values: ValuesOfTargets,
  { id, ancestorIds }: Pick<PlacedAccount, "id" | "ancestorIds">,
): readonly string[] | undefined {
  const [first, ...others] = [id, ...ancestorIds].flatMap((target) => (values[target] ? [values[target]] : []));
  return first?.filter((value) => others.every((other) => other.includes(value)));
}

/** That an entry and its guardrail belong together is known by the name, and to the compiler no more. */
function optionsIn<Name extends GuardrailName>(
  entry: { readonly targets: readonly string[] },
  name: Name,
  config: OrgConfig,
): OptionsOf<Name> {
  return guardrails[name].options.resolve(entry as never, guardedConfig(config, entry.targets));
}
