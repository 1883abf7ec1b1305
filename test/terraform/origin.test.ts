import fc from "fast-check";
import { type Origin, originDifferences, readOrigin } from "../../src/terraform/origin";
import { type Json } from "../../src/terraform/synthesis";

const origin: Origin = {
  synthesis: "a",
  lockFile: "b",
  version: "0.4.0",
  terraform: "1.11.4",
  role: null,
  states: [
    { stack: "member-shop", lineage: "x", serial: 7 },
    { stack: "encryption", lineage: null, serial: null },
  ],
};
const words = (present: Partial<Origin>) => originDifferences(origin, present).map((difference) => difference.words);
const state = (stack: string, lineage: string | null, serial: number | null) => ({
  states: [{ stack, lineage, serial }],
});

test("what is the same, and what nobody knows, is no difference", () => {
  expect(words(origin)).toEqual([]);
  expect(words({})).toEqual([]);
  expect(words({ lockFile: null, states: [] })).toEqual([]);
  expect(words(state("network-shop", "z", 1))).toEqual([]);
});

test.each<[Partial<Origin>, string]>([
  [{ synthesis: "c" }, "it is from another synthesis: cdk.tf.json has changed since"],
  [{ lockFile: "c" }, "it is for other providers: .terraform.lock.hcl has changed since"],
  [{ version: "0.5.0" }, "it is by Strongroom 0.4.0, and this is 0.5.0"],
  [{ terraform: "1.12.0" }, "it is by Terraform 1.11.4, and this is 1.12.0"],
  [{ role: "Reader" }, "it was made with the deployment role, not the role Reader"],
  [state("member-shop", "x", 9), "the state of member-shop had serial 7, now 9: something was applied since"],
  [state("member-shop", "y", 7), "the state of member-shop is another one: its lineage was x, now y"],
  [
    state("member-shop", null, null),
    "the state of member-shop had serial 7, and now there is none: it was moved or deleted",
  ],
  [
    state("encryption", "k", 1),
    "there was no state of encryption, and now it has serial 1: something was applied since",
  ],
])("%j: %s", (present, expected) => {
  expect(words(present)).toEqual([expected]);
});

test("everything that differs is said", () => {
  expect(words({ synthesis: "c", version: "1", ...state("member-shop", "x", 8) })).toHaveLength(3);
});

test("an origin is read as it was written, and none that is not whole", () => {
  const written = JSON.parse(JSON.stringify(origin)) as { [key: string]: Json };
  expect(readOrigin(written)).toEqual(origin);
  for (const key of ["synthesis", "version", "terraform", "states"]) {
    expect(readOrigin({ ...written, [key]: 1 })).toBeUndefined();
  }
  expect(readOrigin({ ...written, states: [{ stack: "member-shop", lineage: "x", serial: "7" }] })).toBeUndefined();
  expect(readOrigin("a")).toBeUndefined();
});

const name = fc.string();
const origins: fc.Arbitrary<Origin> = fc.record({
  synthesis: name,
  lockFile: fc.option(name),
  version: name,
  terraform: name,
  role: fc.option(name),
  states: fc.uniqueArray(fc.record({ stack: name, lineage: fc.option(name), serial: fc.option(fc.nat()) }), {
    selector: ({ stack }) => stack,
  }),
});

test("whatever an origin says is compared, and kept in a file", () => {
  fc.assert(
    fc.property(origins, origins, (one, other) => {
      expect(originDifferences(one, one)).toEqual([]);
      expect(readOrigin(JSON.parse(JSON.stringify(one)) as Json)).toEqual(one);
      const said = new Set(originDifferences(one, other).map(({ of }) => of));
      const differ = (["synthesis", "version", "terraform", "role"] as const).filter((key) => one[key] !== other[key]);
      expect([...said]).toEqual(expect.arrayContaining(differ));
    }),
  );
});
