import { randomBytes } from 'node:crypto'
import path from 'node:path'
import { createLogger } from '@infinitio/process'
import { privateKeyToAccount } from 'viem/accounts'
import { loadNodeKeys } from '../../src/keys/loadNodeKeys.ts'
import { LeaseKeeper } from '../../src/leases/leaseKeeper.ts'
import { MeshRelays } from '../../src/mesh/relay/meshRelays.ts'
import { LocalRuntime } from '../../src/runtime/local/localRuntime.ts'
import { serveNode } from '../../src/tunnel/serveNode.ts'
import { wantedLease } from '../wantedLease.ts'

// Runs many nodes in one process, each with one lease, to measure the gateway against real keys, tunnels, leases and SSH servers of the agent. Arguments: data
// folder, tunnel port, the gateway's key, number of nodes, the renter's public key. The nth node has lease n, from 1. Sends a list of its nodes to the parent
// process, and connects them when the parent answers.

const [dataDir = '', tunnelPort = '', gatewayKey = '', count = '', sshKey = ''] = process.argv.slice(2)
const logger = createLogger({ room: 'many-nodes' })
const nodes = await Promise.all(
  Array.from({ length: Number(count) }, async (_, index) => ({
    ...(await loadNodeKeys(path.join(dataDir, 'nodes', String(index)))),
    ...{ nodeId: `0x${randomBytes(32).toString('hex')}`, leaseId: String(index + 1) },
  })),
)
const leasesDir = path.join(dataDir, 'leases')
const facts = new Map(
  nodes.map(({ nodeId, hostKeyFile, boxKey, boxSecret }) => [nodeId, { hostKey: hostKeyFile, boxKey, boxSecret, banner: '*** simulated ***\r\n' }]),
)
const keeper = new LeaseKeeper({ leasesDir, nodes: facts, runtime: new LocalRuntime({ leasesDir, logger }), logger })
await keeper.adopt()
const endSeconds = Math.floor(Date.now() / 1_000) + 3_600
for (const { nodeId, leaseId } of nodes)
  await keeper.prepare(wantedLease({ leaseId, nodeId, endSeconds }), { sshKeys: [sshKey], environment: {}, startScript: '', ports: [] })

process.once('message', () => {
  for (const { nodeId, nodeKey, hostKeyFile } of nodes)
    serveNode({
      ...{ gateways: [{ host: '127.0.0.1', port: Number(tunnelPort) }], gatewayKey, onWrongKey: () => process.exit(1) },
      ...{ nodeId, account: privateKeyToAccount(nodeKey), hostKey: hostKeyFile, keeper, relays: new MeshRelays(logger), logger },
    })
})
process.on('disconnect', () => process.exit(0))
process.send?.(
  nodes.map(({ nodeId, leaseId, nodeKey, hostKey }) => ({
    ...{ nodeId, leaseId, hostKey },
    nodeKey: privateKeyToAccount(nodeKey).address.toLowerCase(),
  })),
)
