/** A time in the reader's own time zone, UTC where the client cannot. `at` in milliseconds since the epoch. */
export function moment(at: number): string {
  const utc = new Date(at).toISOString();
  return `<!date^${Math.floor(at / 1000)}^{time_secs}|${utc.slice(11, 19)}Z>`;
}
