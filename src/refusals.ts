/** What the file system refuses for reasons that lie in the machine, by the code of the error. */
export const refusals: Readonly<Record<string, string>> = {
  EACCES: "permission denied",
  EPERM: "not permitted",
  EROFS: "the file system is read-only",
  ENOSPC: "no space is left on the disk",
  EDQUOT: "the disk quota is reached",
  ENOTDIR: "a part of its path is a file",
  EISDIR: "it is a directory",
  EEXIST: "it already exists and is not a directory",
  ENOTEMPTY: "there is a directory that is not empty",
  EBUSY: "it is in use",
  EBADF: "it is not open for this operation",
  EMFILE: "too many files are open",
  ELOOP: "its symbolic links form a loop",
  ENAMETOOLONG: "its name is too long",
};
