import type { Address } from '@infinitio/domain'
import type { Client } from 'viem'
import { getTransactionCount } from 'viem/actions'

/**
 * How many transactions of an account are mined (`latest`, or up to the block with a number), or mined or waiting without a gap
 * (`pending`). Throws when the chain does not answer.
 */
export async function readNonce(client: Client, { address, at }: { address: Address; at: 'latest' | 'pending' | bigint }): Promise<number> {
  const when = typeof at === 'bigint' ? { blockNumber: at } : { blockTag: at }
  return getTransactionCount(client, { address, ...when })
}
