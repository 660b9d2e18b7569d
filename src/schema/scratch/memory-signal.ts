/** By this signal the scratch process ends itself when it has outgrown its memory, so that its parent can tell why. */
export const MEMORY_SIGNAL = 'SIGUSR2';
