/** `removed` blocks need Terraform 1.7, the native lock file of S3 and ephemeral variables 1.10. */
export const requiredTerraformVersion = ">= 1.10";
