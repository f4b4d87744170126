import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Address, address } from '@infinitio/domain'
import { startAnvil } from '@infinitio/process/embedded'
import { keccak256, toBytes, toHex } from 'viem'
import { testStablecoinBytecode } from '../src/generated/testStablecoinBytecode.ts'
import { createChainClient } from '../src/node/createChainClient.ts'
import { sendCalls } from '../src/node/sending/sendCalls.ts'
import { type TestKey, testKey } from './startTestChain.ts'

/** A test chain with another id than a development chain has. It has a reserve coin, and a deployer with coins for gas. It has no market yet. */
export type PublicChain = {
  readonly rpcUrl: string
  readonly chainId: number
  readonly deployer: TestKey
  /** The settings for a deployment on this chain. For each account in them, the private key is `testKey(name)`. */
  readonly settings: Readonly<Record<string, unknown>> & { readonly stablecoin: Address }
  /** Calls a method that only test chains have. */
  readonly ask: (method: string, params: unknown[]) => Promise<unknown>
  readonly stop: () => Promise<void>
}

const chainId = 84_777

/** Starts a public chain for tests. It mines each transaction at once. */
export async function startPublicChain(): Promise<PublicChain> {
  const dataDir = mkdtempSync(join(tmpdir(), 'infinitio-public-chain-'))
  const anvil = await startAnvil({ dataDir, port: 0, chainId, stateFile: null, mining: 'instant' })
  const client = createChainClient({ rpcUrl: anvil.url, timeoutMs: 30_000 })
  const ask = async (method: string, params: unknown[]) => await client.request({ method, params } as Parameters<typeof client.request>[0])
  const [deployer, maker] = [testKey('deployer'), testKey('maker of a coin')]
  for (const { address } of [deployer, maker]) await ask('anvil_setBalance', [address, toHex(10n ** 20n)])
  const creation = { to: null, data: testStablecoinBytecode, value: 0n, gas: 3_000_000n, what: 'creating a coin' }
  const [receipt] = await sendCalls(client, { privateKey: maker.privateKey, calls: [creation], timeoutMs: 30_000 })
  return {
    rpcUrl: anvil.url,
    chainId,
    deployer,
    settings: settingsWith(address((receipt?.contractAddress ?? '').toLowerCase())),
    ask,
    async stop() {
      await anvil.stop()
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
}

function settingsWith(stablecoin: Address) {
  const account = (name: string) => testKey(name).address
  const accounts = ['operator', 'pauser', 'veto', 'team', 'backers', 'ecosystem', 'distribution'].map((name) => [name, account(name)])
  return {
    chainId,
    stablecoin,
    ...Object.fromEntries(accounts),
    engines: [account('sender')],
    receiptKey: account('receipt'),
    gatewayHostKey: keccak256(toBytes('gateway host key')),
    spares: { engine: account('spare sender'), receipt: account('spare receipt'), gatewayHost: keccak256(toBytes('spare gateway host key')) },
    validators: [account('validator 1')],
  }
}
