import { type ErrorCode, type Hex32, hex32, type TxHash } from '@infinitio/domain'
import { type Client, parseEventLogs, type TransactionReceipt, TransactionReceiptNotFoundError } from 'viem'
import { getTransactionReceipt } from 'viem/actions'
import { decodeMarketError } from '../../errors/decodeMarketError.ts'
import { poolErrorCodeOf } from '../../errors/decodePoolError.ts'
import { marketAbi } from '../../generated/marketAbi.ts'
import { taskPoolAbi } from '../../generated/taskPoolAbi.ts'

/** A signed call of the task pool that a transaction skipped: its position among the calls of the transaction, and the error code of the reason. */
export type SkippedPoolCall = { readonly position: number; readonly code: ErrorCode }

/**
 * The result of a mined transaction. If the transaction settled a batch and skipped a pair of ask and bid, `skipped` is the reason; otherwise it is null.
 * `skippedCalls` are the signed calls of the task pool that the transaction skipped.
 */
export type ChainReceipt = {
  readonly succeeded: boolean
  readonly skipped: ErrorCode | null
  readonly skippedCalls: readonly SkippedPoolCall[]
  readonly blockNumber: bigint
  readonly blockHash: Hex32
  readonly gasUsed: bigint
}

/** Reads the receipt of a transaction; null before it is mined. Throws when the chain does not answer. */
export async function readReceipt(client: Client, hash: TxHash): Promise<ChainReceipt | null> {
  try {
    const receipt = await getTransactionReceipt(client, { hash })
    return {
      succeeded: receipt.status === 'success',
      skipped: skippedIn(receipt),
      skippedCalls: skippedCallsIn(receipt),
      blockNumber: receipt.blockNumber,
      blockHash: hex32(receipt.blockHash),
      gasUsed: receipt.gasUsed,
    }
  } catch (error) {
    if (error instanceof TransactionReceiptNotFoundError) return null
    throw error
  }
}

function skippedIn({ logs }: TransactionReceipt): ErrorCode | null {
  const [skipped] = parseEventLogs({ abi: marketAbi, logs, eventName: 'SettleSkipped' })
  return skipped === undefined ? null : decodeMarketError(skipped.args.reason)
}

function skippedCallsIn({ logs }: TransactionReceipt): readonly SkippedPoolCall[] {
  const skipped = parseEventLogs({ abi: taskPoolAbi, logs, eventName: 'CallSkipped' })
  return skipped.map(({ args }) => ({ position: Number(args.index), code: poolErrorCodeOf(args.reason) }))
}
