import { signalProcess } from './sandboxProcess.ts'

/**
 * Sends the stop notice of a lease, SIGURG, to every process that `list` returns. The kernel drops SIGURG for a program that does not handle it.
 * SIGTERM or SIGUSR1 would end such a program, although the lease may still be extended.
 */
export async function tellPrograms(list: () => Promise<number[]>): Promise<void> {
  for (const pid of await list()) signalProcess(pid, 'SIGURG')
}
