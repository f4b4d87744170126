import path from 'node:path'
import { ProcessRelay } from '../relay/processRelay.ts'
import type { SandboxRelay } from '../runtime.ts'
import type { LocalSandbox } from './localSandbox.ts'
import { ownAddresses } from './ownAddresses.ts'
import { spawnHelper } from './spawnHelper.ts'

const program = path.join(import.meta.dirname, '../relay/main.ts')

/**
 * The way for forwards of a lease that shares the machine's network: a port is reached only while a process of the lease itself listens on
 * it, a socket file only when it is the lease's. What else listens on the machine's loopback stays out of reach of forwards.
 */
export function openLocalRelay(sandbox: LocalSandbox): SandboxRelay {
  const below = sandbox.owner === null ? sandbox.home : null
  const absolute = (file: string): string => path.resolve(sandbox.home, file)
  return new ProcessRelay({
    start: () => spawnHelper({ sandbox, program, stdio: ['ignore', 'ignore', 'inherit', 'ipc'] }),
    async placeToConnect(target) {
      if ('path' in target) return { path: absolute(target.path), below }
      const addresses = await ownAddresses({ sandbox, port: target.port })
      if (addresses.length === 0) throw new Error('nothing of this lease listens on that port')
      return { addresses, port: target.port }
    },
    placeToListen: (target) => ('path' in target ? { path: absolute(target.path), below } : { addresses: ['127.0.0.1'], port: target.port }),
  })
}
