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

/** AWS Organizations User Guide. */
export const syntaxPage = pageOf("AWS Organizations User Guide, Backup policy syntax and examples");
export const operatorsPage = pageOf("AWS Organizations User Guide, Inheritance operators");
export const organizationsQuotas = pageOf("AWS Organizations User Guide, Quotas for AWS Organizations");

/** AWS Backup Developer Guide. */
export const planOptions = pageOf("AWS Backup Developer Guide, Backup plan options and configuration");
export const continuousPage = pageOf("AWS Backup Developer Guide, Continuous backups and point-in-time recovery");
export const backupQuotas = pageOf("AWS Backup Developer Guide, AWS Backup quotas");
export const backupApi = pageOf("AWS Backup API Reference");

export const taggingPage = pageOf("AWS Tagging User Guide, Tag naming limits and requirements");
