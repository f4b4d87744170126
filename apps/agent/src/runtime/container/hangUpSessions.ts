import { randomUUID } from 'node:crypto'
import { readFile, readlink } from 'node:fs/promises'
import { signalGroup } from '../sandboxProcess.ts'
import { processesBeside } from './containerProcesses.ts'

const sessionVariable = 'INFINITIO_SESSION'

/** An environment line that marks the commands and terminals which this process starts in containers. */
export const sessionMark = `${sessionVariable}=${randomUUID()}`

/**
 * Ends the commands and terminals that an earlier agent process started in a container: nobody reads their output, and the engine holds their
 * terminals open. Background processes that they left and the start script continue. `leader` is the container's first process.
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

/** Returns the PID namespace of a process's parent: the engine's for a process that the engine started, else the container's. */
async function spaceOfParent(pid: number): Promise<string | null> {
  const stat = await readFile(`/proc/${pid}/stat`, 'latin1').catch(() => '')
  const parent = stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]
  return readlink(`/proc/${parent}/ns/pid`).catch(() => null)
}
