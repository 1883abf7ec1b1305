import { type CentralVaultInput } from "../src/synthesis/stack-input";
import { VaultStack } from "./vault-stack";

/** The central vault of every governed Region. */
export class CentralVaultStack extends VaultStack<CentralVaultInput> {}
