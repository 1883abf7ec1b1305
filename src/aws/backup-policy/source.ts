/** Where a fact about backup policies was read, and when. */

export interface Source {
  readonly page: string;
  readonly section: string;
  /** The day on which it was read, as in 2026-11-26. */
  readonly read: string;
}

/** All that is known of a page was read on one day: who reads it again reads all of its sections. */
function pageOf(page: string, read: string): (section: string) => Source {
  return (section) => ({ page, section, read });
}

export const syntaxPage = pageOf("AWS Organizations User Guide, Backup policy syntax and examples", "2026-11-26");
export const organizationsQuotas = pageOf(
  "AWS Organizations User Guide, Quotas and service limits for AWS Organizations",
  "2026-11-26",
);

export const planOptions = pageOf("AWS Backup Developer Guide, Backup plan options and configuration", "2026-11-26");
export const continuousPage = pageOf(
  "AWS Backup Developer Guide, Continuous backups and point-in-time recovery",
  "2026-11-26",
);
export const featurePage = pageOf("AWS Backup Developer Guide, Feature availability", "2026-11-26");
export const copiesPage = pageOf(
  "AWS Backup Developer Guide, Creating backup copies across AWS accounts",
  "2026-11-26",
);
export const backupQuotas = pageOf("AWS Backup Developer Guide, AWS Backup quotas", "2026-11-26");
export const backupApi = pageOf("AWS Backup API Reference", "2026-11-26");

/** Issues of hashicorp/terraform-provider-aws, for what only the answer of an API says. */
export const providerIssue = pageOf("terraform-provider-aws issue", "2026-11-26");

export const taggingPage = pageOf("Amazon EC2 User Guide, Tag your Amazon EC2 resources", "2026-11-26");
