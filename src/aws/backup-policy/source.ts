/** Where a fact about backup policies was read, and when. */

export interface Source {
  readonly page: string;
  readonly section: string;
  /** The day on which it was read, as in 2026-11-26. */
  readonly read: string;
}

function pageOf(page: string): (section: string, read?: string) => Source {
  return (section, read = "2026-11-26") => ({ page, section, read });
}

export const syntaxPage = pageOf("AWS Organizations User Guide, Backup policy syntax and examples");
export const organizationsQuotas = pageOf(
  "AWS Organizations User Guide, Quotas and service limits for AWS Organizations",
);

export const planOptions = pageOf("AWS Backup Developer Guide, Backup plan options and configuration");
export const continuousPage = pageOf("AWS Backup Developer Guide, Continuous backups and point-in-time recovery");
export const backupQuotas = pageOf("AWS Backup Developer Guide, AWS Backup quotas");
export const backupApi = pageOf("AWS Backup API Reference");

/** Issues of hashicorp/terraform-provider-aws, for what only the answer of an API says. */
export const providerIssue = pageOf("terraform-provider-aws issue");

export const taggingPage = pageOf("Amazon EC2 User Guide, Tag your Amazon EC2 resources");
