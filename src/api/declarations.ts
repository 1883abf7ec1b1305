/**
 * The functions of the package, and what they take and give. The package ships this file as its types, so it imports
 * nothing. `main.ts` holds the functions. Each reads the org file anew; paths are relative to the working directory.
 */

export interface Finding {
  readonly file: string;
  /** From 1. */
  readonly line: number;
  /** From 1, in characters. */
  readonly column: number;
  readonly severity: "error" | "warning" | "note";
  /** Id of the rule. */
  readonly rule: string;
  /** Dotted path of the value, as in `accounts[3].id`. */
  readonly path: string;
  readonly message: string;
  /** How to fix it. */
  readonly hint: string;
}

export interface Validation {
  /** Whether no finding is an error. */
  readonly valid: boolean;
  /** Errors in the order of the file, then warnings by their harm, then notes. */
  readonly findings: readonly Finding[];
}

export interface SynthesizeOptions {
  /** Path of the org file, relative to the working directory. */
  readonly file: string;
  /** Where the stacks go, relative to the working directory. */
  readonly outputDirectory: string;
  /** Constraint for the version of the AWS provider. Default: the version for which the stacks are written. */
  readonly awsProviderVersion?: string;
}

export interface Synthesized {
  /** Sorted. */
  readonly stackIds: readonly string[];
  /** Ids of stacks against what the directory held before; undefined where it held no synthesis. */
  readonly differences:
    | { readonly added: readonly string[]; readonly changed: readonly string[]; readonly removed: readonly string[] }
    | undefined;
}

export interface ExplainOptions {
  /** Path of the org file, relative to the working directory. */
  readonly file: string;
  /** Name of an account of the org file. */
  readonly account: string;
  readonly region: string;
  /** What the resource is, as in `RDS`. */
  readonly type: string;
  readonly tags?: Readonly<Record<string, string>>;
  /** How the resource is encrypted, where that is known. */
  readonly encryption?: "aws-managed" | "customer-managed" | "none";
  /** From when the next runs are counted. Default: now. */
  readonly at?: Date;
}

export interface Reason {
  readonly id: string;
  readonly message: string;
  readonly fix: string;
}

/** A vault, and how long it keeps what it gets. */
export interface Kept {
  readonly vaultName: string;
  readonly region: string;
  readonly account: { readonly id: string; readonly name: string };
  readonly moveToColdStorageAfterDays: number | null;
  /** Null: for ever. */
  readonly deleteAfterDays: number | null;
  readonly lock: { readonly mode: "governance" | "compliance" } | null;
}

export interface AppliedRule {
  readonly plan: string;
  readonly rule: string;
  readonly selectedBy: string;
  readonly schedule: string;
  /** In UTC. */
  readonly scheduleInWords: string;
  readonly nextRuns: readonly Date[];
  /** What becomes, within two years, of a rule whose start windows meet those of others of its plan; or null. */
  readonly overlap: {
    readonly others: readonly string[];
    readonly runs: number;
    /** Of so many runs, nobody can rely on the backup and its copies. */
    readonly notPromised: number;
    readonly first: Date;
    /** Whether the others keep as long: one of the backups is made, and AWS does not say which. */
    readonly isAmongEquals: boolean;
    readonly inWords: string;
    /** Each to be read after "AWS does not say". */
    readonly unsaid: readonly string[];
  } | null;
  readonly continuous: boolean;
  readonly backup: Kept;
  /** With the reason why AWS Backup cannot make the copy, or null. */
  readonly copies: readonly (Kept & { readonly vaultArn: string; readonly reason: Reason | null })[];
}

export interface Explanation {
  /** Whether every backup and every copy is made that the plans promise. */
  readonly protected: boolean;
  readonly status: "protected" | "not-protected" | "opted-out";
  /** The first reason why it is not protected. */
  readonly reason: Reason | null;
  readonly rules: readonly AppliedRule[];
  readonly notes: readonly string[];
}

export interface EffectivePolicyOptions {
  /** Path of the org file, relative to the working directory. */
  readonly file: string;
  /** Name of an account of the org file. */
  readonly account: string;
}

export interface EffectivePolicy {
  /** As AWS computes it, with every operator resolved. */
  readonly policy: object;
  /** What policies ask for and do not get. */
  readonly ignored: readonly {
    readonly policy: string;
    readonly path: readonly string[];
    readonly operator: string;
    readonly reason: string;
  }[];
  /** With one or more, AWS does not apply the policy. */
  readonly errors: readonly {
    readonly ErrorCode: string;
    readonly ErrorMessage: string;
    readonly PathToError: string;
    readonly ContributingPolicies: readonly string[];
  }[];
}

/**
 * Every finding about an org file.
 * @throws Error whose message says why, where the file cannot be read
 */
export declare function validate(file: string): Validation;

/**
 * Writes the Terraform configuration of every stack of an org file. The directory stays as it was where that fails.
 * @throws InvalidOrgFile
 * @throws Error whose message says why, where an import names what there is not, another process synthesizes into the
 *   directory, or it cannot be written
 */
export declare function synthesize(options: SynthesizeOptions): Synthesized;

/**
 * Whether a resource is protected: by which rules, where its copies go and how long; or why not, and the fix.
 * @throws InvalidOrgFile
 * @throws Error whose message says why, for an account, a Region or a type that there is not
 */
export declare function explain(options: ExplainOptions): Explanation;

/**
 * The backup policy that AWS computes for an account of an org file.
 * @throws InvalidOrgFile
 * @throws Error whose message says why, for an account that there is not
 */
export declare function effectivePolicy(options: EffectivePolicyOptions): EffectivePolicy;

/** An org file has errors. */
export declare class InvalidOrgFile extends Error {
  /** The errors, and the warnings. */
  readonly findings: readonly Finding[];
  constructor(file: string, findings: readonly Finding[]);
}
