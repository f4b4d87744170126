import { type Hex32, hex32, type TxHash } from '@infinitio/domain'
import { type Client, TransactionReceiptNotFoundError } from 'viem'
import { getTransactionReceipt } from 'viem/actions'

/** Where a transaction was mined and whether it did what it asked. */
export type ChainReceipt = { readonly succeeded: boolean; readonly blockNumber: bigint; readonly blockHash: Hex32; readonly gasUsed: bigint }

/** Receipt of a transaction; null while it is not in a block. Throws when the chain does not answer. */
export async function readReceipt(client: Client, hash: TxHash): Promise<ChainReceipt | null> {
  try {
    const receipt = await getTransactionReceipt(client, { hash })
    return {
      succeeded: receipt.status === 'success',
      blockNumber: receipt.blockNumber,
      blockHash: hex32(receipt.blockHash),
      gasUsed: receipt.gasUsed,
    }
  } catch (error) {
    if (error instanceof TransactionReceiptNotFoundError) return null
    throw error
  }
}
