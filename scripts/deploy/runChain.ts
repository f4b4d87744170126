// Runs the development chain in a container: anvil on loopback, with blocks mined and saved as in `npm start`. Other containers reach it through port 8545. The
// proxy (`runChainProxy.ts`) reaches it through the socket file CHAIN_SOCKET. Its data is in CHAIN_DATA_DIR. This chain is only for trials; to use another
// chain, set RPC_URL.
import { rmSync } from 'node:fs'
import type { ListenOptions, Server } from 'node:net'
import { join } from 'node:path'
import { runProcess } from '@infinitio/process'
import { startAnvil } from '@infinitio/process/embedded'
import { startMiner } from '../start/startMiner.ts'
import { chainRelay } from './chainRelay.ts'

const port = 8545
const innerPort = 8546

await runProcess({
  room: 'chain',
  start: async ({ onStop }) => {
    const { CHAIN_DATA_DIR: dataDir = '', CHAIN_SOCKET: socketFile = '' } = process.env
    if (dataDir === '' || socketFile === '') throw new Error('CHAIN_DATA_DIR names no folder, or CHAIN_SOCKET no socket file')
    const stateFile = join(dataDir, 'state.json')
    const anvil = await startAnvil({ dataDir, port: innerPort, chainId: 31_337, stateFile, mining: 'onDemand' })
    onStop(anvil.stop)
    // If anvil ends, this process ends too, so that the container restarts both.
    void anvil.exited.then(() => process.exit(1))
    const miner = startMiner({ rpcUrl: anvil.url, finalityBlocks: 1, stateFile })
    onStop(miner.stop)
    // If this process was killed before, its socket file still exists, so remove it first.
    rmSync(socketFile, { force: true })
    await listen(chainRelay({ port: innerPort }), { path: socketFile })
    await listen(chainRelay({ port: innerPort }), { port, host: '0.0.0.0' })
    return { port }
  },
})

function listen(server: Server, place: ListenOptions): Promise<void> {
  return new Promise((resolve, reject) => void server.once('error', reject).listen(place, resolve))
}
