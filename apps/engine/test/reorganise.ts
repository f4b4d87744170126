import type { Hex } from 'viem'
import type { Market } from './startMarket.ts'

/** Drops the last `depth` blocks of the chain, so that its newest block is an earlier one. */
export async function rollBack(market: Market, depth: number): Promise<void> {
  await reorg(market, 'anvil_rollback', [depth + 1])
}

/** Replaces the last `depth` blocks with as many empty blocks. */
export async function replaceByEmptyBlocks(market: Market, depth: number): Promise<void> {
  await reorg(market, 'anvil_reorg', [depth + 1, []])
}

/** Replaces the last `depth` blocks with as many others. The first contains only this transaction. */
export async function replaceByBlocksWith(market: Market, { depth, raw }: { depth: number; raw: Hex }): Promise<void> {
  await reorg(market, 'anvil_reorg', [depth + 1, [[raw, 0]]])
}

/**
 * Replaces the last `depth` blocks with as many others. They contain the same transactions in a random order; each sender's transactions keep their order
 * because of their nonces. Returns the number of these transactions.
 */
export async function replaceByShuffledBlocks(market: Market, depth: number, random: () => number): Promise<number> {
  const sent = await transactionsOfLast(market, depth)
  const places = sent.map(() => Math.floor(random() * depth)).sort((one, other) => one - other)
  const senders = [...new Set(sent.map(({ from }) => from))]
  const queues = new Map(senders.map((from) => [from, sent.filter((one) => one.from === from)]))
  const pairs: [Hex, number][] = []
  while (pairs.length < sent.length) {
    const waiting = senders.filter((from) => (queues.get(from)?.length ?? 0) > 0)
    const next = queues.get(waiting[Math.floor(random() * waiting.length)] ?? '')?.shift()
    if (next !== undefined) pairs.push([next.raw, places[pairs.length] ?? 0])
  }
  await reorg(market, 'anvil_reorg', [depth + 1, pairs])
  return pairs.length
}

async function transactionsOfLast({ client }: Market, depth: number): Promise<{ from: string; raw: Hex }[]> {
  const head = await client.getBlockNumber()
  const sent: { from: string; raw: Hex }[] = []
  for (let number = head - BigInt(depth) + 1n; number <= head; number += 1n) {
    const { transactions } = await client.getBlock({ blockNumber: number, includeTransactions: true })
    for (const { hash, from } of transactions) {
      const raw = (await client.request({ method: 'eth_getRawTransactionByHash', params: [hash] } as unknown as Request)) as Hex
      sent.push({ from, raw })
    }
  }
  return sent
}

type Request = Parameters<Market['client']['request']>[0]

/**
 * Requests a reorg while nothing else is mined. A block that anvil mines at the same moment can leave a permanent gap in the block numbers.
 * Transactions that arrived in between are mined afterwards.
 */
async function reorg(market: Market, method: 'anvil_rollback' | 'anvil_reorg', params: unknown[]): Promise<void> {
  await ask(market, 'evm_setAutomine', [false])
  // anvil answers this call only after a block that it is already mining.
  await ask(market, 'evm_mine', [])
  await ask(market, method, params)
  await ask(market, 'evm_setAutomine', [true])
  await ask(market, 'evm_mine', [])
}

async function ask({ client }: Market, method: string, params: unknown[]): Promise<void> {
  await client.request({ method, params } as unknown as Request)
}
