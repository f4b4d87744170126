import { type Logger, stopProcess } from '@infinitio/process'
import type { AgentEnv } from '../settings/env.ts'
import type { LeaseKeeper } from '../leases/leaseKeeper.ts'
import type { Tunnel } from '@infinitio/tunnel'
import { agentVersion } from './agentVersion.ts'
import { type AgentStatus, staysAway } from './controlMessages.ts'
import { serveControl } from './serveControl.ts'

/** The parts of a running agent that its status describes. `tunnels[i]` is the tunnel of the node `nodeIds[i]`. */
type Served = { keeper: LeaseKeeper; nodeIds: readonly string[]; tunnels: readonly Tunnel[] }

/**
 * Opens the control socket of a running agent. If that fails, logs the error, and the agent runs without the socket. Returns the function that closes the
 * socket.
 */
export function startControl({ env, served, logger }: { env: AgentEnv; served: Served; logger: Logger }): () => void {
  const startedAt = Date.now()
  let close: (() => void) | null = null
  let isClosed = false
  const open = async (): Promise<void> => {
    const facts = { version: await agentVersion(), startedAt, runtime: env.AGENT_RUNTIME }
    const status = (): AgentStatus => ({ ...facts, ...statusOf(served) })
    const stop = (next: 'start' | 'stay'): void => void stopProcess(next === 'stay' ? staysAway : 0)
    const control = await serveControl({ dataDir: env.AGENT_DATA_DIR, status, stop, logger })
    if (isClosed) control.close()
    else close = control.close
  }
  open().catch((error: unknown) => logger.warn({ err: error }, 'infinitio provide status cannot ask this agent'))
  return () => {
    isClosed = true
    close?.()
  }
}

function statusOf({ keeper, nodeIds, tunnels }: Served): Pick<AgentStatus, 'pid' | 'nodes' | 'leases'> {
  return {
    pid: process.pid,
    nodes: nodeIds.map((nodeId, at) => ({ nodeId, tunnelUp: tunnels[at]?.isUp() ?? false })),
    leases: keeper.actual().map(({ leaseId, nodeId, phase, endSeconds }) => ({ leaseId, nodeId, phase, endSeconds })),
  }
}
