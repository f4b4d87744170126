// The development chain in a container: anvil on loopback, mined and saved as `npm start` does it, and reached by the other containers
// through port 8545. CHAIN_DATA_DIR keeps it. It is for trying things out: any other chain is named by RPC_URL.
import { connect, createServer } from 'node:net'
import { join } from 'node:path'
import { runProcess } from '@infinitio/process'
import { startAnvil } from '@infinitio/process/embedded'
import { startMiner } from '../start/startMiner.ts'

const port = 8545
const innerPort = 8546

await runProcess({
  room: 'chain',
  start: async ({ onStop }) => {
    const dataDir = process.env.CHAIN_DATA_DIR ?? ''
    if (dataDir === '') throw new Error('CHAIN_DATA_DIR names no folder')
    const stateFile = join(dataDir, 'state.json')
    const anvil = await startAnvil({ dataDir, port: innerPort, chainId: 31_337, stateFile, mining: 'onDemand' })
    onStop(anvil.stop)
    // A chain that ends by itself takes this process with it, so that a fresh one is started.
    void anvil.exited.then(() => process.exit(1))
    const miner = startMiner({ rpcUrl: anvil.url, finalityBlocks: 1, stateFile })
    onStop(miner.stop)
    const server = createServer((socket) => {
      const inner = connect(innerPort, '127.0.0.1')
      const end = () => {
        socket.destroy()
        inner.destroy()
      }
      socket.on('error', end).on('close', end).pipe(inner)
      inner.on('error', end).on('close', end).pipe(socket)
    })
    await new Promise<void>((resolve, reject) => server.once('error', reject).listen(port, '0.0.0.0', resolve))
    return { port }
  },
})
