import { signalProcess } from './sandboxProcess.ts'

const mostRounds = 20

/**
 * Stops every process that `list` gives, and those that these have started meanwhile, until there is no other. A process that comes from outside later,
 * as a new session, is not stopped.
 */
export async function standStill(list: () => Promise<number[]>): Promise<void> {
  const stopped = new Set<number>()
  for (let round = 0; round < mostRounds; round += 1) {
    const fresh = (await list()).filter((pid) => !stopped.has(pid))
    if (fresh.length === 0) return
    for (const pid of fresh) {
      signalProcess(pid, 'SIGSTOP')
      stopped.add(pid)
    }
  }
}

/** Lets every process that `list` gives go on. */
export async function goOn(list: () => Promise<number[]>): Promise<void> {
  for (const pid of await list()) signalProcess(pid, 'SIGCONT')
}
