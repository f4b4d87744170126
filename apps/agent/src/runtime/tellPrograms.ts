import { signalProcess } from './sandboxProcess.ts'

/**
 * The stop notice of a lease, for every process that `list` gives: SIGURG, which the system throws away where a program does not listen for it. SIGTERM and SIGUSR1 would
 * end those, in a lease that may still be extended.
 */
export async function tellPrograms(list: () => Promise<number[]>): Promise<void> {
  for (const pid of await list()) signalProcess(pid, 'SIGURG')
}
