import { listMinedTransactions, type LogPlace, type MinedTransactionRow } from '@infinitio/db'
import type { MinedTransactionsWire, MinedTransactionWire, minedTransactionsQueryWire } from '@infinitio/domain/wire'
import type { z } from 'zod'
import type { Services } from '../../services/services.ts'

const usualLimit = 25

/** A page of transactions with events of our contracts, newest first. `cursor` is block and log of the last one of the page before. */
export async function listTransactionsOfChain({ db }: Services, query: z.output<typeof minedTransactionsQueryWire>): Promise<MinedTransactionsWire> {
  const limit = query.limit ?? usualLimit
  const block = query.block === undefined ? null : BigInt(query.block)
  const rows = await listMinedTransactions(db, { block, before: placeOf(query.cursor), limit: limit + 1 })
  const page = rows.slice(0, limit)
  const last = page.at(-1)
  return {
    items: page.map(transactionToWire),
    nextCursor: rows.length > limit && last !== undefined ? `${last.blockNumber}:${last.logIndex}` : null,
  }
}

function placeOf(cursor: string | undefined): LogPlace | null {
  const [block, log] = cursor?.split(':') ?? []
  return block === undefined || log === undefined ? null : { blockNumber: BigInt(block), logIndex: Number(log) }
}

function transactionToWire({ hash, blockNumber, at, final, events, logs }: MinedTransactionRow): MinedTransactionWire {
  const read = logs.map(({ name, args }) => ({ name, args: JSON.parse(args) as Record<string, unknown> }))
  return { hash, blockNumber: Number(blockNumber), at: Number(at), final, events, logs: read }
}
