/**
 * Loaded before the bot: ends this process as a crash does when the process that started it is gone, however that one ended.
 * The bot itself must not do this, because a container closes its standard input at once.
 */
process.stdin.resume();
process.stdin.once('end', () => process.kill(process.pid, 'SIGKILL'));
// A bot that stops by itself must not wait for this.
if ('unref' in process.stdin) process.stdin.unref();
