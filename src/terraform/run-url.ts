/** Where HCP Terraform is when nobody says it. */
export const defaultHostname = "app.terraform.io";

/**
 * The address of a run, where it is one of the HCP Terraform that is in use: a plan file may come from anywhere,
 * and no other address of it becomes a link.
 * @param hostname of HCP Terraform
 */
export function trustedRunUrl(address: string | undefined, hostname = defaultHostname): string | undefined {
  if (address === undefined || !URL.canParse(address)) {
    return undefined;
  }
  const { protocol, host, pathname, search, hash, username, password } = new URL(address);
  const isRun = /^\/app\/[\w-]+\/[\w-]+\/runs\/run-\w+$/.test(pathname) && search + hash + username + password === "";
  return protocol === "https:" && host === hostname && isRun ? address : undefined;
}
