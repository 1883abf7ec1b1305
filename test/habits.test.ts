/** Whatever docs/cdktf.md says of a habit, a test types. */

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { habits } from "../src/docs/habits";

test.each(habits.map(({ typed, test: [file, title] }) => [typed, file, title] as const))(
  "%s is typed by a test",
  (_typed, file, title) => {
    expect(readFileSync(join(__dirname, file), "utf8")).toContain(`test("${title}", `);
  },
);
