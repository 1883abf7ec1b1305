/** Names of the vaults that AWS Control Tower makes. Source: AWS Control Tower User Guide, "AWS Backup". */
export const controlTowerVaults = {
  central: "aws-controltower-central-backupvault-*",
  local: "aws-controltower-local-backupvault-*",
};
