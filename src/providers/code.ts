/**
 * Where the code and its migrations live. Read-only for now: two commits are compared by the names and contents of files.
 *
 * @throws SwitchbackError `provider_not_found` for an unknown commit, `provider_unavailable`.
 */
export interface Code {
  /** Content hash by path for every file below `folder` at `commit`; empty where the folder does not exist there. */
  files(commit: string, folder: string, signal: AbortSignal): Promise<ReadonlyMap<string, string>>;
}
