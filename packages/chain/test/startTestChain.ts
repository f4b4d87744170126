import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Address, address } from '@infinitio/domain'
import { startAnvil } from '@infinitio/process/embedded'
import { keccak256, toBytes, toHex } from 'viem'
import { privateKeyToAccount } from 'viem/accounts'
import type { ChainAddresses } from '../src/addresses/chainAddresses.ts'
import { createChainClient } from '../src/node/createChainClient.ts'
import { developmentChainId } from '../src/node/development/developmentChainId.ts'
import { deployTestMarket } from './deployTestMarket.ts'
import { mineLeftBehind } from './mineLeftBehind.ts'

/** An account of a test chain with its key. */
export type TestKey = { readonly privateKey: `0x${string}`; readonly address: Address }

/** A chain for one test file: deployed, prepared, and deleted after `stop`. It mines each transaction at once. */
export type TestChain = {
  readonly rpcUrl: string
  readonly chainId: number
  readonly addresses: ChainAddresses
  readonly keys: {
    readonly deployer: TestKey
    readonly sender: TestKey
    readonly receipt: TestKey
    readonly provider: TestKey
    readonly renter: TestKey
  }
  /** Mines `blocks` empty blocks. */
  readonly mine: (blocks: number) => Promise<void>
  /** Moves the block clock forward by this many seconds and mines a block. */
  readonly travel: (seconds: number) => Promise<void>
  /** Stops the chain and starts it again from its file, as a deployment does. The states of earlier blocks are lost. Throws without a state file. */
  readonly restart: () => Promise<void>
  readonly stop: () => Promise<void>
}

/** Starts a development chain with every contract. The renter has only native coins. `keepsState` allows restarts. */
export async function startTestChain({ keepsState = false }: { keepsState?: boolean } = {}): Promise<TestChain> {
  const dataDir = mkdtempSync(join(tmpdir(), 'infinitio-chain-'))
  const stateFile = keepsState ? join(dataDir, 'state.json') : null
  const start = (port: number) => startAnvil({ dataDir, port, chainId: developmentChainId, stateFile, mining: 'instant' })
  let anvil = await start(0)
  const client = createChainClient({ rpcUrl: anvil.url, timeoutMs: 10_000 })
  const stopMining = mineLeftBehind(client)
  const stop = async () => {
    stopMining()
    await anvil.stop()
    rmSync(dataDir, { recursive: true, force: true })
  }
  try {
    const keys = {
      deployer: testKey('deployer'),
      sender: testKey('sender'),
      receipt: testKey('receipt'),
      provider: testKey('provider'),
      renter: testKey('renter'),
    }
    const addresses = await deployTestMarket({ rpcUrl: anvil.url, keys })
    const ask = async (method: string, params: unknown[]) => {
      await client.request({ method, params } as Parameters<typeof client.request>[0])
    }
    await ask('anvil_setBalance', [keys.renter.address, toHex(10n ** 21n)])
    return {
      rpcUrl: anvil.url,
      chainId: developmentChainId,
      addresses,
      keys,
      mine: async (blocks) => await ask('anvil_mine', [toHex(blocks)]),
      travel: async (seconds) => {
        await ask('evm_increaseTime', [toHex(seconds)])
        await ask('evm_mine', [])
      },
      restart: async () => {
        if (!keepsState) throw new Error('this chain keeps no state')
        await anvil.stop()
        anvil = await start(anvil.port)
      },
      stop,
    }
  } catch (error) {
    await stop()
    throw error
  }
}

/** Returns a key from a name, the same in every run. */
export function testKey(name: string): TestKey {
  const privateKey = keccak256(toBytes(`infinitio test key: ${name}`))
  return { privateKey, address: address(privateKeyToAccount(privateKey).address.toLowerCase()) }
}
