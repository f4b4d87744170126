import type { Client } from 'viem'
import { getBlock } from 'viem/actions'
import { ChainUnavailableError } from './ChainUnavailableError.ts'
import type { MarketFacts, MarketFactsReader } from './createMarketFacts.ts'
import { keepOfHead } from './keepOfHead.ts'

/** What is read at: one block of the chain's head, and the contracts that the house trades by. */
export type ChainHead = {
  readonly client: Client
  readonly addresses: MarketFacts['addresses']
  readonly block: { readonly blockNumber: bigint; readonly blockTimestamp: bigint }
}

/** Answers that are read at the head of the chain: all who ask the same of one block share one reading, and asking costs the chain one question. */
export type HeadAnswers = {
  /** `key` says all that the answer follows from but the block. Throws ChainUnavailableError while the chain does not answer. */
  ask<T>(key: string, read: (head: ChainHead) => Promise<T>): Promise<T>
}

/** Makes them: answers of another block are forgotten. */
export function createHeadAnswers(facts: MarketFactsReader): HeadAnswers {
  const { client } = facts
  const keep = keepOfHead()
  let looking: Promise<ChainHead & { hash: string }> | null = null

  async function look() {
    const [{ addresses }, { number, timestamp, hash }] = await Promise.all([facts.read(), getBlock(client, { blockTag: 'latest' })])
    return { client, addresses, hash, block: { blockNumber: number, blockTimestamp: timestamp } }
  }

  async function answer<T>(key: string, read: (head: ChainHead) => Promise<T>): Promise<T> {
    looking ??= look().finally(() => {
      looking = null
    })
    const { hash, ...head } = await looking
    return await keep(hash, key, () => read(head))
  }

  return {
    ask: (key, read) =>
      answer(key, read).catch((cause: unknown) => {
        throw cause instanceof ChainUnavailableError ? cause : new ChainUnavailableError('the chain cannot be read', { cause })
      }),
  }
}
