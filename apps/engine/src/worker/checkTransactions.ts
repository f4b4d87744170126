import { readBlock, readNonce } from '@infinitio/chain/node'
import { listOpenTransactions, type TransactionRow } from '@infinitio/db'
import { traceOrder } from '@infinitio/process'
import { type Hex, parseTransaction } from 'viem'
import { healNonces } from './healNonces.ts'
import { noteFate } from './noteFate.ts'
import { type ChainView, sendAgain } from './sendAgain.ts'
import type { Sender } from './sender.ts'

/**
 * Checks every transaction whose outcome may still change. Stores the block of each mined transaction, and sends transactions that are in no block again, also
 * after a reorg or a killed chain. Raises the fees of transactions that wait too long, and fills unused nonces. If another transaction used the same nonce,
 * marks the transaction as lost. Returns the number that wait for a block.
 */
export async function checkTransactions(sender: Sender): Promise<number> {
  const open = await listOpenTransactions(sender.db, { sender: sender.address })
  const view = open.length === 0 ? null : await viewChain(sender)
  const waiting: TransactionRow[] = []
  for (const row of open) {
    if (view !== null && !(await traceOrder(row.orderHash, () => checkOne(sender, row, view)))) waiting.push(row)
  }
  await healNonces(sender, waiting)
  forget(sender, new Set(waiting.map((row) => row.id)))
  sender.inFlight = waiting.length
  sender.gas.reserved = waiting.reduce((sum, row) => sum + mostCost(row), 0n)
  return waiting.length
}

async function viewChain({ client, address }: Sender): Promise<ChainView> {
  const [mined, head] = await Promise.all([readNonce(client, { address, at: 'latest' }), readBlock(client, 'latest')])
  return { mined: BigInt(mined), head: head?.number ?? 0n }
}

/** Returns true if the transaction's nonce is used: it is in a block or lost. */
async function checkOne(sender: Sender, row: TransactionRow, view: ChainView): Promise<boolean> {
  if (row.nonce !== null && row.nonce < view.mined && (await noteFate(sender, row))) return true
  await sendAgain(sender, row, view)
  return false
}

function mostCost({ raw }: TransactionRow): bigint {
  const { gas, maxFeePerGas } = parseTransaction(raw.at(-1) as Hex)
  return (gas ?? 0n) * (maxFeePerGas ?? 0n)
}

function forget({ lastBroadcastAtMs, waits }: Sender, waiting: ReadonlySet<bigint>): void {
  for (const map of [lastBroadcastAtMs, waits]) for (const id of map.keys()) if (!waiting.has(id)) map.delete(id)
}
