/** Where the org file is that nobody names, in a project. */
export const orgFiles = ["org.yaml", "config/org.yaml"] as const;
