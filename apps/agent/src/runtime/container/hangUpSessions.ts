import { randomUUID } from 'node:crypto'
import { readFile, readlink } from 'node:fs/promises'
import { signalGroup } from '../sandboxProcess.ts'
import { processesBeside } from './containerProcesses.ts'

const sessionVariable = 'INFINITIO_SESSION'

/** What marks the commands and terminals that this process starts in containers: a line of their environment. */
export const sessionMark = `${sessionVariable}=${randomUUID()}`

/**
 * Hangs up what an agent that is gone had started in a container for its connections: nobody reads it any more, and the engine holds its
 * terminal open. What those had left running by themselves stays, and so does the start script. `leader` is the container's first process.
 */
export async function hangUpSessions(leader: number): Promise<void> {
  const space = await readlink(`/proc/${leader}/ns/pid`).catch(() => null)
  for (const pid of await processesBeside(leader)) {
    if ((await isOfAnotherAgent(pid)) && (await spaceOfParent(pid)) !== space) signalGroup(pid, 'SIGHUP')
  }
}

async function isOfAnotherAgent(pid: number): Promise<boolean> {
  const lines = (await readFile(`/proc/${pid}/environ`, 'utf8').catch(() => '')).split('\0')
  return lines.some((line) => line.startsWith(`${sessionVariable}=`)) && !lines.includes(sessionMark)
}

/** The process space of a process's parent: the engine's own for what the engine started, the container's for all else. */
async function spaceOfParent(pid: number): Promise<string | null> {
  const stat = await readFile(`/proc/${pid}/stat`, 'latin1').catch(() => '')
  const parent = stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]
  return readlink(`/proc/${parent}/ns/pid`).catch(() => null)
}
