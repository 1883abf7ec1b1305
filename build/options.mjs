/** How everything here is bundled. */
export const options = {
  bundle: true,
  platform: "node",
  target: "node20",
  // ES modules first: they hold no `require` of a name that is known only when it runs.
  mainFields: ["module", "main"],
  loader: { ".css": "text", ".browser.js": "text" },
  logLevel: "warning",
};
