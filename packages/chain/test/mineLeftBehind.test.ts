import { parseGwei, type PublicClient } from 'viem'
import { privateKeyToAccount } from 'viem/accounts'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import { createChainClient } from '../src/node/createChainClient.ts'
import { mineLeftBehind } from './mineLeftBehind.ts'
import { startTestChain, type TestChain } from './startTestChain.ts'

let chain: TestChain
beforeAll(async () => {
  chain = await startTestChain()
})
afterAll(() => chain?.stop())

test('mines a transaction that the chain has missed', async () => {
  const client = createChainClient({ rpcUrl: chain.rpcUrl, timeoutMs: 10_000 })
  const ask = (method: string, params: unknown[]) => client.request({ method, params } as unknown as Parameters<typeof client.request>[0])
  const account = privateKeyToAccount(chain.keys.renter.privateKey)
  const fees = { maxFeePerGas: parseGwei('100'), maxPriorityFeePerGas: 1n }
  const raw = await account.signTransaction({ type: 'eip1559', chainId: chain.chainId, nonce: 0, to: account.address, gas: 21_000n, ...fees })
  await ask('evm_setAutomine', [false])
  const hash = (await ask('eth_sendRawTransaction', [raw])) as `0x${string}`
  // A test cannot make anvil miss a transaction. So this chain does not mine automatically, but its client claims that it does.
  const saysItMines = {
    request: async (asked: { method: string }) => (asked.method === 'anvil_getAutomine' ? true : await client.request(asked as never)),
  } as unknown as PublicClient
  onTestFinished(mineLeftBehind(saysItMines))
  const statusOf = () =>
    client.getTransactionReceipt({ hash }).then(
      ({ status }) => status,
      () => null,
    )
  await expect.poll(statusOf).toBe('success')
})
