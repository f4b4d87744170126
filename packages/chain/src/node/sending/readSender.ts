import { type Address, wei, type Wei } from '@infinitio/domain'
import type { Client } from 'viem'
import { estimateFeesPerGas, getBalance, getBlock, getChainId, getTransactionCount } from 'viem/actions'

/** A sender's state before it signs. Fees are in wei per gas. `nonce` counts mined transactions; `pendingNonce` also counts transactions that wait. */
export type SenderState = {
  readonly chainId: number
  readonly nonce: number
  readonly pendingNonce: number
  readonly balance: Wei
  readonly baseFeePerGas: bigint
  readonly maxFeePerGas: bigint
  readonly maxPriorityFeePerGas: bigint
}

/** Reads a sender's state with several parallel calls. Throws when the chain does not answer. */
export async function readSender(client: Client, address: Address): Promise<SenderState> {
  const [chainId, nonce, pendingNonce, balance, fees, block] = await Promise.all([
    getChainId(client),
    getTransactionCount(client, { address, blockTag: 'latest' }),
    getTransactionCount(client, { address, blockTag: 'pending' }),
    getBalance(client, { address, blockTag: 'latest' }),
    estimateFeesPerGas(client),
    getBlock(client, { blockTag: 'latest' }),
  ])
  const { maxFeePerGas, maxPriorityFeePerGas } = fees
  return { chainId, nonce, pendingNonce, balance: wei(balance), baseFeePerGas: block.baseFeePerGas ?? 0n, maxFeePerGas, maxPriorityFeePerGas }
}

/**
 * Counts an account's transactions. With `latest` or a block number, counts the mined ones up to that block. With `pending`, also counts waiting transactions,
 * up to the first gap in their nonces. Throws when the chain does not answer.
 */
export async function readNonce(client: Client, { address, at }: { address: Address; at: 'latest' | 'pending' | bigint }): Promise<number> {
  const when = typeof at === 'bigint' ? { blockNumber: at } : { blockTag: at }
  return getTransactionCount(client, { address, ...when })
}
