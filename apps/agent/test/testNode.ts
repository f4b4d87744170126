import path from 'node:path'
import { address } from '@infinitio/domain'
import { createLogger } from '@infinitio/process'
import { zeroAddress } from 'viem'
import { generatePrivateKey, privateKeyToAccount } from 'viem/accounts'
import { loadNodeKeys } from '../src/keys/loadNodeKeys.ts'
import type { AccessJudge, MarketAccess } from '../src/leases/changedAccess.ts'
import { LeaseKeeper, type LeaseWorkload } from '../src/leases/leaseKeeper.ts'
import { MeshRelays } from '../src/mesh/relay/meshRelays.ts'
import { LocalRuntime } from '../src/runtime/local/localRuntime.ts'
import { gatewayPlaces } from '../src/settings/env.ts'
import { serveNode } from '../src/tunnel/serveNode.ts'
import { wantedLease, wantedTerms } from './wantedLease.ts'

/**
 * A node process for tests of the gateway, with the agent's real tunnel, SSH, runtime and lease keeper. It gets the wanted leases over IPC instead of from the
 * API. Arguments: data folder, node id, tunnel addresses of the gateways, the gateway's key, and `wrong-key` to sign with another key than the node's.
 */
type Order = { id: number } & (
  | { kind: 'prepare'; leaseId: string; endSeconds: number; workload: LeaseWorkload }
  | { kind: 'startScript'; leaseId: string }
  | { kind: 'remove'; leaseId: string }
  | { kind: 'relay'; leaseId: string; port: number; peers: string[] }
  | { kind: 'admit'; leaseId: string; told: Partial<MarketAccess>; judge?: AccessJudge }
)

const [dataDir = '', nodeId = '', gateways = '', gatewayKey = '', ...flags] = process.argv.slice(2)
const leasesDir = path.join(dataDir, 'leases')
const logger = createLogger({ room: 'test-node' })
const keys = await loadNodeKeys(path.join(dataDir, 'node'))
const account = privateKeyToAccount(flags.includes('wrong-key') ? generatePrivateKey() : keys.nodeKey)
const banner = { en: '*** simulated ***\r\n', zh: '*** 模拟 ***\r\n' }
const nodes = new Map([[nodeId, { hostKey: keys.hostKeyFile, boxKey: keys.boxKey, boxSecret: keys.boxSecret, banner }]])
const keeper = new LeaseKeeper({ leasesDir, nodes, runtime: new LocalRuntime({ leasesDir, logger }), logger })
await keeper.adopt()
const relays = new MeshRelays(logger)
serveNode({
  ...{ gateways: gatewayPlaces.parse(gateways), gatewayKey, onWrongKey: () => {} },
  ...{ nodeId, account, hostKey: keys.hostKeyFile, keeper, relays, logger },
})
process.on('message', (order: Order) => {
  obey(order).then(
    (result: unknown) => process.send?.({ id: order.id, ok: true, result }),
    (error: unknown) => process.send?.({ id: order.id, ok: false, error: String(error) }),
  )
})
process.on('disconnect', () => process.exit(0))
const nodeKey = privateKeyToAccount(keys.nodeKey).address.toLowerCase()
process.send?.({ id: 0, ok: true, facts: { nodeKey, hostKey: keys.hostKey, leases: keeper.actual().map((lease) => lease.leaseId) } })

async function obey(order: Order): Promise<unknown> {
  switch (order.kind) {
    case 'prepare': {
      const { leaseId, endSeconds, workload } = order
      return keeper.prepare(wantedLease({ leaseId, nodeId, endSeconds }), workload)
    }
    case 'relay':
      return relayed(order)
    case 'startScript':
      return keeper.startScript(order.leaseId)
    case 'admit': {
      const told = { holder: '0xrenter', order: null, guestKeys: [], terms: wantedTerms, ...order.told }
      return keeper.admit(order.leaseId, told, order.judge ?? { domain: { chainId: 31_337, market: address(zeroAddress) }, nowSeconds: 0 })
    }
    case 'remove':
      return keeper.remove(order.leaseId, 'ended')
    default:
      order satisfies never
  }
}

/** Connects a lease with members of its cluster through gateways. Resolves with the local endpoint of each member, null while no gateway reaches it. */
async function relayed({ leaseId, port, peers }: Extract<Order, { kind: 'relay' }>): Promise<(string | null)[]> {
  const relay = relays.of({ leaseId, nodeId })
  await relay.keep({ port, peers })
  return peers.map((peer) => relay.endpointOf(peer))
}
