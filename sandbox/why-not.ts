/** One sentence for each way in which the sandbox is known not to start: what was found, and what to do. */
export function whyNot(error: unknown, port: number): string {
  const { code, syscall, path, message } = error instanceof Error ? (error as NodeJS.ErrnoException) : { message: String(error) };
  if (code === 'EADDRINUSE') {
    return `Port ${port} is taken by another program, so nothing was started. Choose another one: npm run sandbox -- --port ${port + 1}`;
  }
  if (code === 'EACCES' && syscall === 'listen') {
    return `Port ${port} is not open to this user, so nothing was started. Choose one above 1023: npm run sandbox -- --port 4400`;
  }
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS') {
    return `This user may not write to ${path ?? 'the temporary folder'}, so nothing was started. Set TMPDIR to a folder that may be written.`;
  }
  if (code === 'ENOENT' && syscall === 'mkdtemp') {
    return 'The temporary folder does not exist, so nothing was started. Set TMPDIR to a folder that may be written.';
  }
  return `The sandbox could not start: ${message.split('\n')[0]}`;
}
