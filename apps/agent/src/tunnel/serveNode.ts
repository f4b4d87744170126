import { probeLimits } from '@infinitio/domain/probes'
import { type Logger, ProbeBudget } from '@infinitio/process'
import type { PrivateKeyAccount } from 'viem/accounts'
import type { LeaseKeeper } from '../leases/leaseKeeper.ts'
import { answerProbe } from './answerProbe.ts'
import { dialTunnel, type Tunnel, type TunnelOptions } from './dialTunnel.ts'
import { serveLeaseStream } from './serveLeaseStream.ts'

/** The address at which a gateway accepts tunnels. */
export type GatewayPlace = { host: string; port: number }

/** All probes of a machine through one gateway use at most so much in an hour, even if a gateway invents validators. */
const mostProbeBytes = probeLimits.budgetBytes * probeLimits.probers * 2

/**
 * Keeps one node reachable through every gateway of its market, with one tunnel to each, and serves the requests for its leases. All gateways prove
 * the same key from the Directory. The node is reachable while any tunnel is up. Each tunnel connects and fails independently. A session belongs to
 * the gateway that it came through and gets a notice only when that gateway stops.
 */
export function serveNode({
  gateways,
  account,
  hostKey,
  keeper,
  ...node
}: {
  gateways: readonly GatewayPlace[]
  /** The account of the node's key, which signs. */
  account: PrivateKeyAccount
  /** The file of the node's SSH host key, as text. */
  hostKey: string
  keeper: LeaseKeeper
  logger: Logger
} & Pick<TunnelOptions, 'gatewayKey' | 'onWrongKey' | 'nodeId'>): Tunnel {
  const { nodeId, logger } = node
  const tunnels = gateways.map(({ host, port }) => {
    const gateway = `${host}:${port}`
    const signText = (text: string) => account.signMessage({ message: text })
    const budget = new ProbeBudget({ exchanges: probeLimits.exchanges, bytes: probeLimits.budgetBytes, bytesOfAll: mostProbeBytes })
    return dialTunnel({
      ...{ ...node, host, port },
      signText,
      onDraining: (text) => keeper.tellSessions({ nodeId, gateway, text }),
      serveStream: (stream, path, headers, open) => {
        if (path === '/probe') return void answerProbe(stream, headers, { nodeId, signText, budget })
        serveLeaseStream({ stream, path, headers, open, nodeId, gateway, hostKey, findLease: (leaseId) => keeper.find(leaseId), logger })
      },
    })
  })
  return {
    isUp: () => tunnels.some((tunnel) => tunnel.isUp()),
    close() {
      for (const tunnel of tunnels) tunnel.close()
    },
  }
}
