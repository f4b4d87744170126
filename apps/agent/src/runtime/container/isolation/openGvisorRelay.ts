import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { createServer, type Socket } from 'node:net'
import os from 'node:os'
import path from 'node:path'
import type { ForwardTarget, SandboxRelay } from '../../runtime.ts'
import { startTicksOf } from '../../startTicksOf.ts'
import type { ContainerLeader } from '../openContainerRelay.ts'
import { forwardedConnection } from './forwardedConnection.ts'

/** A lease in gVisor: the process of its kernel on this machine, and the engine's id of its container. */
export type GvisorLease = { leader: ContainerLeader; containerId: string }

/**
 * Opens the connection for port forwards into a lease in gVisor. The lease's network is inside gVisor, so `runsc port-forward` connects to a port of the lease
 * and passes the connection to the agent through a socket file. In such a lease, a renter can neither open a port for remote forwards (`ssh -R`), nor reach
 * socket files.
 */
export function openGvisorRelay(lease: () => Promise<GvisorLease>): SandboxRelay {
  const children = new Set<ChildProcess>()
  return {
    connect: async (target) => {
      const { leader, containerId } = await lease()
      return connectThrough({ leader, containerId, port: portOf(target), children })
    },
    listen: async () => {
      throw new Error('a lease behind gVisor takes no remote forwards')
    },
    close: () => {
      for (const child of children) child.kill('SIGKILL')
    },
  }
}

type Way = GvisorLease & { port: number; children: Set<ChildProcess> }

async function connectThrough({ leader, containerId, port, children }: Way): Promise<Socket> {
  if (leader.startTicks === null || (await startTicksOf(leader.pid)) !== leader.startTicks) throw new Error('the container of the lease stopped')
  const root = await rootOf(leader.pid)
  const folder = await mkdtemp(path.join(os.tmpdir(), 'infinitio-forward-'))
  const file = path.join(folder, 'forward.sock')
  const server = createServer({ allowHalfOpen: true, pauseOnConnect: true })
  try {
    await new Promise<void>((resolve, reject) => void server.once('error', reject).listen(file, resolve))
    const child = spawn(`/proc/${leader.pid}/exe`, [`--root=${root}`, 'port-forward', '--stream', file, containerId, String(port)], {
      argv0: 'runsc',
      cwd: '/',
      env: { PATH: '/usr/sbin:/usr/bin:/sbin:/bin' },
      stdio: ['ignore', 'ignore', 'pipe'],
    })
    children.add(child)
    child.once('exit', () => children.delete(child))
    return await forwardedConnection(server, child)
  } finally {
    server.close()
    await rm(folder, { recursive: true, force: true })
  }
}

/**
 * Returns the folder in which `runsc` (the program of gVisor) stores its containers. The engine chooses the folder; it is read from the process's command line.
 */
async function rootOf(pid: number): Promise<string> {
  const words = (await readFile(`/proc/${pid}/cmdline`, 'utf8')).split('\0')
  const root = words.find((word) => word.startsWith('--root='))?.slice('--root='.length)
  if (root === undefined || !root.startsWith('/')) throw new Error('the process of the lease is not one of gVisor')
  return root
}

function portOf(target: ForwardTarget): number {
  if ('path' in target) throw new Error('a socket among the files of a container is not forwarded: let the program listen on a port')
  return target.port
}
