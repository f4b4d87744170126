import { randomBytes } from 'node:crypto'
import { createLogger } from '@infinitio/process'
import { generatePrivateKey, privateKeyToAccount } from 'viem/accounts'
import { dialTunnel } from '../../src/tunnel/dialTunnel.ts'

// A node for measurements of the tunnel: the agent's own end of it, whose streams are `/flood` (bytes without end) and `/echo`.
// Arguments: tunnel port, the gateway's key. Says its key to the parent, which says when to dial.

const [port = '', gatewayKey = ''] = process.argv.slice(2)
const account = privateKeyToAccount(generatePrivateKey())
const nodeId = `0x${randomBytes(32).toString('hex')}`
const bytes = randomBytes(64 * 1024)

process.once('message', () =>
  dialTunnel({
    ...{ host: '127.0.0.1', port: Number(port), gatewayKey, nodeId, logger: createLogger({ room: 'stream-node' }) },
    onWrongKey: () => process.exit(1),
    onDraining: () => {},
    signText: (text) => account.signMessage({ message: text }),
    serveStream: (_stream, path, _headers, open) => {
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
