import { randomBytes } from 'node:crypto'
import net from 'node:net'
import { createLogger } from '@infinitio/process'
import { generatePrivateKey, privateKeyToAccount } from 'viem/accounts'
import type { SandboxRelay } from '../../src/runtime/runtime.ts'
import type { LeaseDoor } from '../../src/ssh/leaseDoor.ts'
import { dialTunnel } from '@infinitio/tunnel'
import { ClosedPorts } from '../../src/leases/closedPorts.ts'
import { servePortStream } from '../../src/tunnel/servePortStream.ts'

// The agent's end of a tunnel, as its own process, for measuring the tunnel. Its streams are `/flood` (endless bytes), `/echo`, and ports of a lease that all
// lead to one web server. Arguments: tunnel port, the gateway's key, the web server's port. Sends its own key to the parent process, and connects when the
// parent answers.

const [port = '', gatewayKey = '', webPort = ''] = process.argv.slice(2)
const account = privateKeyToAccount(generatePrivateKey())
const nodeId = `0x${randomBytes(32).toString('hex')}`
const logger = createLogger({ room: 'stream-node' })
const relay: SandboxRelay = {
  connect: async ({ port: to }: { port: number }) => net.connect({ host: '127.0.0.1', port: to, allowHalfOpen: true }),
  listen: () => Promise.reject(new Error('not measured')),
  close: () => {},
}
const door = { leaseId: '7', sandbox: { relay: () => relay }, enter: () => () => {} } as unknown as LeaseDoor
const bytes = randomBytes(64 * 1024)
const closedPorts = new ClosedPorts()

process.once('message', () =>
  dialTunnel({
    ...{ host: '127.0.0.1', port: Number(port), gatewayKey, logger },
    party: { kind: 'node', id: nodeId },
    onWrongKey: () => process.exit(1),
    onDraining: () => {},
    signText: (text) => account.signMessage({ message: text }),
    serveStream: (carrier, path, _headers, open) => {
      if (path.startsWith('/leases/'))
        return servePortStream({ carrier, open, door, port: Number(webPort), closedPorts, refuse: () => carrier.close(), logger })
      const stream = open()
      if (stream === null) return
      if (path === '/echo') return void stream.pipe(stream)
      const flood = (): void => {
        while (!stream.destroyed && stream.write(bytes));
      }
      stream.on('drain', flood).resume()
      flood()
    },
  }),
)
process.on('disconnect', () => process.exit(0))
process.send?.({ nodeId, nodeKey: account.address })
