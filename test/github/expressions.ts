/** Expressions of GitHub Actions, evaluated by GitHub's package. */

import { data, Evaluator, Lexer, Parser } from "@actions/expressions";

export type Contexts = Readonly<Record<string, unknown>>;

/** Of the jobs, or the steps, before. */
export interface Status {
  readonly success: boolean;
  readonly failure: boolean;
  readonly cancelled: boolean;
}

const statusFunctions = ["always", "success", "failure", "cancelled"] as const;

/** Whether a job or a step begins: without a function of the status, only after what went well. */
export function isTrue(condition: string | boolean | undefined, contexts: Contexts, status: Status): boolean {
  const text = unwrapped(String(condition ?? "success()"));
  const asks = statusFunctions.some((name) => new RegExp(`\\b${name}\\s*\\(`).test(text));
  const value = evaluate(asks ? text : `success() && (${text})`, contexts, { ...status, always: true });
  return isTruthy(value);
}

/** A value of a workflow: an expression keeps its type, and one within a text becomes text. */
export function evaluated(value: unknown, contexts: Contexts): unknown {
  if (typeof value !== "string") {
    return value;
  }
  const [, whole] = /^\$\{\{((?:(?!\}\})[^])*)\}\}$/.exec(value.trim()) ?? [];
  if (whole !== undefined) {
    return evaluate(whole, contexts, {});
  }
  return value.replaceAll(/\$\{\{([^]*?)\}\}/g, (_match, expression: string) =>
    text(evaluate(expression, contexts, {})),
  );
}

/** The variables of a step. */
export function texts(env: Readonly<Record<string, string>>, contexts: Contexts): Record<string, string> {
  return Object.fromEntries(Object.entries(env).map(([name, value]) => [name, text(evaluated(value, contexts))]));
}

function unwrapped(condition: string): string {
  return /^\s*\$\{\{([^]*)\}\}\s*$/.exec(condition)?.[1] ?? condition;
}

function evaluate(expression: string, contexts: Contexts, status: Readonly<Record<string, boolean>>): unknown {
  const functions = Object.keys(status).map((name) => ({
    name,
    minArgs: 0,
    maxArgs: 0,
    call: () => new data.BooleanData(status[name] === true),
  }));
  const { tokens } = new Lexer(expression).lex();
  const parsed = new Parser(tokens, Object.keys(contexts), functions).parse();
  const byName = new Map(functions.map((one) => [one.name, one]));
  return plain(new Evaluator(parsed, dataOf(contexts) as data.Dictionary, byName).evaluate());
}

function dataOf(value: unknown): data.ExpressionData {
  return JSON.parse(JSON.stringify(value ?? null), data.reviver) as data.ExpressionData;
}

function plain(value: data.ExpressionData): unknown {
  return JSON.parse(JSON.stringify(value, data.replacer)) as unknown;
}

function isTruthy(value: unknown): boolean {
  return value !== false && value !== null && value !== 0 && value !== "";
}

function text(value: unknown): string {
  return value === null || value === undefined
    ? ""
    : typeof value === "object"
      ? JSON.stringify(value)
      : String(value as string | number | boolean);
}
