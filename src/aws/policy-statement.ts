/** A statement of an IAM policy, as far as Strongroom writes any. */
export interface Statement {
  readonly Sid: string;
  readonly Effect: "Allow" | "Deny";
  readonly Principal?: "*" | Readonly<Record<string, string | readonly string[]>>;
  readonly Action: string | readonly string[];
  readonly Resource?: string | readonly string[];
  readonly Condition?: Condition;
}

/** Condition operators with what they compare. */
export type Condition = Readonly<Record<string, Operator>>;

/** Condition keys with the values that one operator compares them with. */
export type Operator = Readonly<Record<string, string | readonly string[]>>;
