import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { ProcessRelay } from '../relay/processRelay.ts'
import { compiledSources, type HelperPlace } from '../local/becomeLeaseUser.ts'
import type { ForwardTarget, SandboxRelay } from '../runtime.ts'
import { ticksIn } from '../startTicksOf.ts'

const program = path.join(import.meta.dirname, '../relay/main.ts')
const mostHeapMib = 64

/** A container's first process, by its number and its kernel start time, and the container's first user id on this machine. */
export type ContainerLeader = { pid: number; startTicks: string | null; firstId: number }

/**
 * Opens the relay for port forwards into a lease in a container. The relay is a process of the agent that uses only the network namespace of the container; its
 * files are the machine's. Every port in that network belongs to the lease. The relay does not connect to socket files, because it would find the machine's
 * files.
 */
export function openContainerRelay(leader: () => ContainerLeader): SandboxRelay {
  return new ProcessRelay({
    start() {
      const { pid, startTicks, firstId } = leader()
      // The first process may have ended, and its number may belong to a process in the machine's own network. So compare the start time.
      if (startTicks === null || ticksIn(readFileSync(`/proc/${pid}/stat`, 'latin1')) !== startTicks)
        throw new Error('the container of the lease stopped')
      const place: HelperPlace = { owner: { uid: firstId, gid: firstId }, home: '/' }
      const command = [process.execPath, `--max-old-space-size=${mostHeapMib}`, program, JSON.stringify(place)]
      return spawn('nsenter', ['--target', String(pid), '--net', '--', ...command], {
        cwd: '/',
        env: { PATH: '/usr/bin:/bin', LANG: 'C.UTF-8', ...compiledSources() },
        detached: true,
        stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
      })
    },
    placeToConnect: async (target) => ({ addresses: ['127.0.0.1', '::1'], port: portOf(target) }),
    placeToListen: (target) => ({ addresses: ['127.0.0.1'], port: portOf(target) }),
  })
}

function portOf(target: ForwardTarget): number {
  if ('path' in target) throw new Error('a socket among the files of a container is not forwarded: let the program listen on a port')
  return target.port
}
