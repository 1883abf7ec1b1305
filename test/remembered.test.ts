/** A function that keeps its answers, but not for ever. */

import { remembered } from "../src/remembered";

function counted(capacity: number) {
  const asked: string[] = [];
  const answer = remembered((text) => {
    asked.push(text);
    return `answer to ${text}`;
  }, capacity);
  return { answer, asked };
}

test("each text is asked about once, and has its own answer", () => {
  const { answer, asked } = counted(2);
  expect(["a", "b", "a", "b"].map(answer)).toEqual(["answer to a", "answer to b", "answer to a", "answer to b"]);
  expect(asked).toEqual(["a", "b"]);
});

test("one text more than it keeps, and it asks about all of them again", () => {
  const { answer, asked } = counted(2);
  expect(["a", "b", "c", "a"].map(answer)).toEqual(["answer to a", "answer to b", "answer to c", "answer to a"]);
  expect(asked).toEqual(["a", "b", "c", "a"]);
});

test("keys of an object's prototype are texts like any other", () => {
  const { answer } = counted(2);
  expect(answer("__proto__")).toBe("answer to __proto__");
});
