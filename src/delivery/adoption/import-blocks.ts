/** Which of the resources that the stacks describe exist already, and how Terraform imports them. */

import { type SynthesizedResource } from "../../terraform/resources";
import { resourceTypes } from "../../terraform/types/all";
import { type Question } from "../../terraform/types/question";
import { type Adoption, type Surroundings, type TerraformResourceType } from "../../terraform/types/terraform-type";
import { type Inventory } from "./inventory";

/** An entry of `terraform.imports`. */
export interface ImportBlock {
  readonly stack: string;
  readonly to: string;
  readonly id: string;
}

export interface Remark {
  readonly resource: SynthesizedResource;
  readonly text: string;
}

export interface Adoptions {
  /** In the order of stacks and addresses. */
  readonly imports: readonly ImportBlock[];
  /** What Terraform will create, because AWS does not have it. */
  readonly absent: readonly SynthesizedResource[];
  /** What Terraform will overwrite in place. */
  readonly overwritten: readonly Remark[];
  /** What keeps a resource from being adopted. */
  readonly conflicts: readonly Remark[];
}

/**
 * What AWS must be asked about the resources. Each question once.
 * @param all the resources of every stack
 */
export function questionsAbout(
  resources: readonly SynthesizedResource[],
  all: readonly SynthesizedResource[],
): Question[] {
  const surroundings: Surroundings = { resources: all, ask: () => undefined };
  const questions = resources.flatMap((resource) => typeOf(resource).questions(resource, surroundings));
  return [...new Map(questions.map((question) => [JSON.stringify(question), question])).values()];
}

/**
 * Finds the resources in the inventory. What the inventory does not answer is a conflict.
 * @param all the resources of every stack
 */
export function findAdoptions(
  resources: readonly SynthesizedResource[],
  all: readonly SynthesizedResource[],
  inventory: Inventory,
): Adoptions {
  const found = resources.map((resource) => ({ resource, adoption: adopt(resource, all, inventory) }));
  const remarks = (kind: "overwritten" | "conflict") =>
    found.flatMap(({ resource, adoption }) =>
      typeof adoption === "object" && kind in adoption
        ? [{ resource, text: (adoption as Record<typeof kind, string>)[kind] }]
        : [],
    );
  return {
    imports: found.flatMap(({ resource, adoption }) =>
      typeof adoption === "object" && "importId" in adoption
        ? [{ stack: resource.stackId, to: resource.address, id: `${adoption.importId}${resource.importSuffix}` }]
        : [],
    ),
    absent: found.flatMap(({ resource, adoption }) => (adoption === "absent" ? [resource] : [])),
    overwritten: remarks("overwritten"),
    conflicts: remarks("conflict"),
  };
}

class Unanswered extends Error {}

function adopt(
  resource: SynthesizedResource,
  resources: readonly SynthesizedResource[],
  inventory: Inventory,
): Adoption {
  const ask: Surroundings["ask"] = (question) => {
    const answer = inventory.answer(question);
    const asked = `\`aws ${question.command.join(" ")}\` in ${question.region} of ${question.accountId}`;
    if (!answer) {
      throw new Unanswered(
        `the inventory has no answer to ${asked}. Create a new inventory with the script of this synthesis.`,
      );
    }
    if ("error" in answer && answer.error === question.absentCode) {
      return undefined;
    }
    if ("error" in answer) {
      throw new Unanswered(`${asked} ended with ${answer.error}. Run the script with a role that has this permission.`);
    }
    return answer.output;
  };
  try {
    return typeOf(resource).adopt(resource, { resources, ask });
  } catch (error) {
    if (error instanceof Unanswered) {
      return { conflict: error.message };
    }
    throw error;
  }
}

function typeOf({ type, address }: SynthesizedResource): TerraformResourceType {
  const known: Readonly<Record<string, TerraformResourceType>> = resourceTypes;
  const found = known[type];
  if (!found) {
    throw new Error(`${address}: nothing says how Terraform imports ${type}`);
  }
  return found;
}
