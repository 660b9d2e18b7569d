export function isTaken(status: number): boolean {
  return status >= 200 && status < 300;
}
