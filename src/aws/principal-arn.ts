/** What the ARN of a principal says of it. */

export function isUser(arn: string): boolean {
  return arn.split(":")[5]?.startsWith("user/") ?? false;
}

/** Whether AWS IAM Identity Center made the role for a permission set. AWS lets nobody else change it. */
export function isIdentityCenterRole(arn: string): boolean {
  return arn.split(":")[5]?.startsWith("role/aws-reserved/sso.amazonaws.com/") ?? false;
}
