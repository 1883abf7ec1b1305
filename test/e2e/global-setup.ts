import setUp from "../global-setup";
import { missingPrerequisite } from "./prerequisites";

export default function checkPrerequisites(): void {
  const missing = missingPrerequisite();
  if (missing !== undefined) {
    process.stderr.write(`e2e was not run: ${missing}\n`);
    process.exit(2);
  }
  setUp();
}
