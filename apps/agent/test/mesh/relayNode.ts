import { createLogger } from '@infinitio/process'
import { dialTunnel } from '@infinitio/tunnel'
import { generatePrivateKey, privateKeyToAccount } from 'viem/accounts'
import { MeshRelays } from '../../src/mesh/relay/meshRelays.ts'

// The part of an agent that carries the packets of one lease through a gateway, as its own process in the network of a test machine. Arguments: the node's id,
// the gateway's host, port and key, the id of the lease, the UDP port of its WireGuard, and the id of the other lease. Sends the node's key to the parent
// process, connects when the parent answers, and then sends the endpoint at which WireGuard reaches the other lease.

const [nodeId = '', host = '', port = '', gatewayKey = '', leaseId = '', wireguardPort = '', peer = ''] = process.argv.slice(2)
const account = privateKeyToAccount(generatePrivateKey())
const logger = createLogger({ room: 'relay-node' })
const relays = new MeshRelays(logger)
const relay = relays.of({ leaseId, nodeId })
await relay.keep({ port: Number(wireguardPort), peers: [peer] })
process.once('message', () => {
  dialTunnel({
    ...{ host, port: Number(port), gatewayKey, logger },
    party: { kind: 'node', id: nodeId },
    onWrongKey: () => process.exit(1),
    onDraining: () => {},
    signText: (message) => account.signMessage({ message }),
    serveStream: (stream, _path, _headers, _open, line) => relays.serve({ stream, line, leaseId, nodeId }),
  })
  const asking = setInterval(() => {
    const endpoint = relay.endpointOf(peer)
    if (endpoint === null) return
    clearInterval(asking)
    process.send?.({ endpoint })
  }, 100)
})
process.on('disconnect', () => process.exit(0))
process.send?.({ nodeKey: account.address.toLowerCase() })
