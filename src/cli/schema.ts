import { Command } from "commander";
import { orgJsonSchemaFile } from "../docs/json-schema";
import { type Action } from "./action";
import { type Context } from "./context";
import { example } from "./example";

export function schemaCommand(action: Action): Command {
  return new Command("schema")
    .description("Print the JSON Schema of the org file, for an editor.")
    .addHelpText("after", example("schema > org.schema.json"))
    .action(action(schema));
}

export function schema(_options: object, { stdout }: Context): number {
  stdout.write(orgJsonSchemaFile());
  return 0;
}
