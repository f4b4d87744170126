import { createPublicClient, custom, MethodNotFoundRpcError, type PublicClient, toHex } from 'viem'
import { privateKeyToAccount } from 'viem/accounts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { followedContracts } from '../src/events/followedContracts.ts'
import { createChainClient } from '../src/node/createChainClient.ts'
import { readCheckedBlock, readCheckedBlocks } from '../src/node/blocks/readCheckedBlocks.ts'
import { readLogs } from '../src/node/blocks/readLogs.ts'
import { parseRpcReceipts, receiptsRoot } from '../src/node/blocks/receiptsRoot.ts'
import { startTestChain, type TestChain } from './startTestChain.ts'

type Fields = Record<string, unknown>
type Change = (method: string, answer: unknown) => unknown

const MANY = 140

describe('checked blocks', () => {
  let chain: TestChain
  let client: PublicClient
  let to: bigint
  beforeAll(async () => {
    chain = await startTestChain()
    client = createChainClient({ rpcUrl: chain.rpcUrl, timeoutMs: 30_000 })
    await mineTransfers(MANY)
    to = await client.getBlockNumber()
  })
  afterAll(() => chain.stop())

  it('contain exactly the chain’s logs of our contracts, from receipts or from all logs of a block', async () => {
    const contracts = followedContracts(chain.addresses)
    const expected = await readLogs(client, { contracts, range: { fromBlock: 0n, toBlock: to } })
    expect(expected.length).toBeGreaterThan(20)
    expect((await read(client)).flatMap(({ logs }) => logs)).toEqual(expected)
    expect((await read(withoutReceipts())).flatMap(({ logs }) => logs)).toEqual(expected)
  })

  it('prove a block of more than 128 transactions, whose trie has another shape', async () => {
    const { transactions, receiptsRoot: receiptsRootOfHeader } = await client.getBlock({ blockNumber: to })
    expect(transactions).toHaveLength(MANY)
    const receipts = await client.request({ method: 'eth_getBlockReceipts', params: [toHex(to)] } as unknown as Parameters<typeof client.request>[0])
    expect(receiptsRoot(parseRpcReceipts(receipts))).toBe(receiptsRootOfHeader)
  })

  it.each([
    ['another time', (block: Fields) => ({ ...block, timestamp: '0x1' })],
    ['another parent', (block: Fields) => ({ ...block, parentHash: `0x${'12'.repeat(32)}` })],
    ['another bloom', (block: Fields) => ({ ...block, logsBloom: `0x${'0'.repeat(512)}` })],
    ['another hash', (block: Fields) => ({ ...block, hash: `0x${'34'.repeat(32)}` })],
    ['half its fields', ({ hash, number }: Fields) => ({ hash, number })],
    ['a word', () => 'block'],
  ])('are refused with %s', async (_what, change) => {
    const liar = clientThat((method, answer) => (method === 'eth_getBlockByNumber' ? change(answer as Fields) : answer))
    await expect(read(liar)).rejects.toThrow(expect.objectContaining({ name: 'ChainContradiction' }))
  })

  it.each([
    ['without a log', (receipts: Fields[]) => receipts.map((receipt) => ({ ...receipt, logs: (receipt.logs as unknown[]).slice(1) }))],
    [
      'with a log twice',
      (receipts: Fields[]) => receipts.map((receipt) => ({ ...receipt, logs: [...(receipt.logs as []), ...(receipt.logs as [])] })),
    ],
    ['with another status', (receipts: Fields[]) => receipts.map((receipt) => ({ ...receipt, status: receipt.status === '0x1' ? '0x0' : '0x1' }))],
    ['of another block', () => []],
    ['that are null', () => null],
  ])('are refused with receipts %s', async (_what, change) => {
    const liar = clientThat((method, answer) => (method === 'eth_getBlockReceipts' ? change(answer as Fields[]) : answer))
    await expect(read(liar)).rejects.toThrow(expect.objectContaining({ name: 'ChainContradiction' }))
  })

  it('are refused when a node without receipts omits a log', async () => {
    const liar = withoutReceipts((method, answer) => (method === 'eth_getLogs' ? (answer as unknown[]).slice(1) : answer))
    await expect(read(liar)).rejects.toThrow(expect.objectContaining({ name: 'ChainContradiction' }))
  })

  it('are refused when one below the head is missing or different', async () => {
    const forgetful = clientThat((method, answer) => (method === 'eth_getBlockByNumber' && (answer as Fields).number === '0x3' ? null : answer))
    await expect(read(forgetful)).rejects.toThrow(/missing below the head/)
    const fourth = (await client.request({ method: 'eth_getBlockByNumber', params: ['0x4', false] })) as unknown as Fields
    const muddled = clientThat((method, answer) => (method === 'eth_getBlockByNumber' ? fourth : answer))
    await expect(readCheckedBlock(muddled, 3n)).rejects.toThrow(/asked for block 3/)
  })

  it('are null for a number without a block', async () => {
    expect(await readCheckedBlock(client, to + 1_000n)).toBeNull()
  })

  function read(from: PublicClient) {
    return readCheckedBlocks(from, { from: 0n, to, contracts: followedContracts(chain.addresses) })
  }

  /** Returns a client of a chain node. `change` may change each of the node's answers. */
  function clientThat(change: Change): PublicClient {
    const request = async ({ method, params }: { method: string; params?: unknown }) =>
      change(method, await client.request({ method, params } as unknown as Parameters<typeof client.request>[0]))
    return createPublicClient({ transport: custom({ request }, { retryCount: 0 }) })
  }

  function withoutReceipts(change: Change = (_method, answer) => answer): PublicClient {
    return clientThat((method, answer) => {
      if (method === 'eth_getBlockReceipts') throw new MethodNotFoundRpcError(new Error('no such method'), { method })
      return change(method, answer)
    })
  }

  async function mineTransfers(count: number): Promise<void> {
    const account = privateKeyToAccount(chain.keys.renter.privateKey)
    const ask = (method: string, params: unknown[]) => client.request({ method, params } as unknown as Parameters<typeof client.request>[0])
    await ask('evm_setAutomine', [false])
    const nonce = await client.getTransactionCount({ address: account.address })
    const call = {
      to: account.address,
      gas: 21_000n,
      maxFeePerGas: 10n ** 11n,
      maxPriorityFeePerGas: 1n,
      chainId: chain.chainId,
      type: 'eip1559',
    } as const
    for (let place = 0; place < count; place += 1)
      await ask('eth_sendRawTransaction', [await account.signTransaction({ ...call, nonce: nonce + place })])
    await ask('evm_mine', [])
    await ask('evm_setAutomine', [true])
  }
})
