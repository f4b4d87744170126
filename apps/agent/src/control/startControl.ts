import { type Logger, stopProcess } from '@infinitio/process'
import type { LeaseKeeper } from '../leases/leaseKeeper.ts'
import type { RuntimeKind } from '../runtime/runtime.ts'
import type { Tunnel } from '../tunnel/dialTunnel.ts'
import { agentVersion } from './agentVersion.ts'
import { type AgentStatus, staysAway } from './controlMessages.ts'
import { serveControl } from './serveControl.ts'

/** What of an agent its status is made from. */
type Served = { keeper: LeaseKeeper; runtime: RuntimeKind; tunnels: readonly { nodeId: string; tunnel: Tunnel }[] }

/** Opens the control socket of an agent that serves. An agent without one serves all the same: what went wrong is logged. Returns how to close it. */
export function startControl({ dataDir, served, logger }: { dataDir: string; served: Served; logger: Logger }): () => void {
  const startedAt = Date.now()
  let close: (() => void) | null = null
  let isClosed = false
  const open = async (): Promise<void> => {
    const version = await agentVersion()
    const status = (): AgentStatus => statusOf(served, { version, startedAt })
    const stop = (next: 'start' | 'stay'): void => void stopProcess(next === 'stay' ? staysAway : 0)
    const control = await serveControl({ dataDir, status, stop, logger })
    if (isClosed) control.close()
    else close = control.close
  }
  open().catch((error: unknown) => logger.warn({ err: error }, 'there is no control socket: infinitio provide status cannot ask this agent'))
  return () => {
    isClosed = true
    close?.()
  }
}

function statusOf({ keeper, runtime, tunnels }: Served, { version, startedAt }: { version: string; startedAt: number }): AgentStatus {
  return {
    ...{ pid: process.pid, version, startedAt, runtime },
    nodes: tunnels.map(({ nodeId, tunnel }) => ({ nodeId, tunnelUp: tunnel.isUp() })),
    leases: keeper.actual().map(({ leaseId, nodeId, phase, endSeconds }) => ({ leaseId, nodeId, phase, endSeconds })),
  }
}
