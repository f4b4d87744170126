import { signalProcess } from './sandboxProcess.ts'

/**
 * Sends SIGURG to every process that `list` returns, to warn the programs that the lease will end. The kernel drops SIGURG for a program that does not handle
 * it. SIGTERM or SIGUSR1 would end such a program, although the lease may still be extended.
 */
export async function tellPrograms(list: () => Promise<number[]>): Promise<void> {
  for (const pid of await list()) signalProcess(pid, 'SIGURG')
}
