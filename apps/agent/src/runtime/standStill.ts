import { signalProcess } from './sandboxProcess.ts'

const mostRounds = 20

/**
 * Pauses every process that `list` returns. Then calls `list` again and pauses the new processes, until it finds none. After 20 rounds it ends without an
 * error, even if new processes still run. A process that the agent starts later, such as that of a new session, is not paused.
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

/** Resumes every process that `list` returns. */
export async function goOn(list: () => Promise<number[]>): Promise<void> {
  for (const pid of await list()) signalProcess(pid, 'SIGCONT')
}
