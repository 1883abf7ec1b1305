/** Says which test runs and how long the last one took: these take minutes, and Jest prints at the end of a file. */
export default class ProgressReporter {
  onTestCaseStart(_test, { title }) {
    process.stderr.write(`… ${title}\n`);
  }

  onTestCaseResult(_test, { title, status, duration }) {
    const mark = status === "passed" ? "✓" : status === "failed" ? "✗" : "○";
    process.stderr.write(`${mark} ${title} (${((duration ?? 0) / 1000).toFixed(1)} s)\n`);
  }
}
