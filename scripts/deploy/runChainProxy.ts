// Runs the proxy of the development chain for docker-compose.yml, on the machine on which renters have shells. It listens on loopback, because the local
// runtime accepts only a chain on its own machine. It forwards only reads and signed transactions. CHAIN_SOCKET is the chain's socket file, in a volume that
// the agent does not have.
import { runProcess } from '@infinitio/process'
import { serveChainProxy } from './serveChainProxy.ts'

const port = 8545

await runProcess({
  room: 'chain-proxy',
  start: async ({ onStop }) => {
    const chainSocket = process.env.CHAIN_SOCKET ?? ''
    if (chainSocket === '') throw new Error('CHAIN_SOCKET names no socket file')
    const server = serveChainProxy({ chainSocket })
    onStop(() => void server.close())
    await new Promise<void>((resolve, reject) => server.once('error', reject).listen(port, '127.0.0.1', resolve))
    return { port }
  },
})
