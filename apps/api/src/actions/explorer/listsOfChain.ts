import {
  type BlockCountsRow,
  findBlock,
  findPublicLease,
  listBlocks,
  listMinedTransactions,
  listPublicLeases,
  type LogPlace,
  type MinedTransactionRow,
  type PublicLeaseRow,
} from '@infinitio/db'
import type { Refusal } from '@infinitio/domain'
import {
  type blocksQueryWire,
  type BlocksWire,
  type BlockWire,
  type minedTransactionsQueryWire,
  type MinedTransactionsWire,
  type MinedTransactionWire,
  type publicLeasesQueryWire,
  type PublicLeasesWire,
  type PublicLeaseWire,
  usualPageItems,
} from '@infinitio/domain/wire'
import type { z } from 'zod'
import { simulatedIn } from '../../explorer/simulatedIn.ts'
import type { Services } from '../../services/services.ts'

/**
 * Lists a page of blocks that the follower (the process that copies chain events into the database) has read, newest first. `cursor` is the last block number
 * of the previous page.
 */
export async function listBlocksOfChain({ db }: Services, query: z.output<typeof blocksQueryWire>): Promise<BlocksWire> {
  const limit = query.limit ?? usualPageItems
  const rows = await listBlocks(db, { beforeNumber: query.cursor === undefined ? null : BigInt(query.cursor), limit: limit + 1 })
  const page = rows.slice(0, limit)
  return { items: page.map(blockToWire), nextCursor: rows.length > limit ? (page.at(-1)?.number.toString() ?? null) : null }
}

/** Returns one block. Refuses with `chain.block_unknown`. */
export async function readBlockOfChain({ db }: Services, { number }: { number: string }): Promise<BlockWire | Refusal> {
  const row = await findBlock(db, { number: BigInt(number) })
  return row === null ? { rejected: 'chain.block_unknown' } : blockToWire(row)
}

function blockToWire({ number, hash, parentHash, timestamp, final, transactions, events }: BlockCountsRow): BlockWire {
  return { number: Number(number), hash, parentHash, at: Number(timestamp), final, transactions, events }
}

/** Lists a page of leases with their chain data, newest first. `cursor` is the last lease id of the previous page. */
export async function listLeasesOfChain({ db }: Services, query: z.output<typeof publicLeasesQueryWire>): Promise<PublicLeasesWire> {
  const limit = query.limit ?? usualPageItems
  const beforeLeaseId = query.cursor === undefined ? null : BigInt(query.cursor)
  const rows = await listPublicLeases(db, { account: query.account ?? null, beforeLeaseId, limit: limit + 1 })
  const page = rows.slice(0, limit)
  return { items: page.map(leaseToWire), nextCursor: rows.length > limit ? (page.at(-1)?.leaseId.toString() ?? null) : null }
}

/** Returns the chain data of one lease. Refuses with `lease.unknown`. */
export async function readLeaseOfChain({ db }: Services, { leaseId }: { leaseId: string }): Promise<PublicLeaseWire | Refusal> {
  const row = await findPublicLease(db, { leaseId: BigInt(leaseId) })
  return row === null ? { rejected: 'lease.unknown' } : leaseToWire(row)
}

function leaseToWire(row: PublicLeaseRow): PublicLeaseWire {
  const { state, final, renter, provider, gpus, askHash, bidHash } = row
  const hashes = [
    ['settled', row.settledTx],
    ['ready', row.readyTx],
    ['ended', row.endedTx],
    ['closed', row.closedTx],
  ] as const
  return {
    leaseId: row.leaseId.toString(),
    ...{ state, final, renter, provider, gpus, askHash, bidHash },
    node: row.nodeId,
    nodeName: row.nodeName ?? `node ${row.nodeId.slice(2, 10)}`,
    simulated: row.simulated ?? false,
    className: row.className ?? '',
    pricePerGpuSecond: row.pricePerGpuSecond.toString(),
    startAt: Number(row.startAt),
    endAt: Number(row.endAt),
    settledAt: Number(row.settledAt),
    escrow: row.escrow.toString(),
    pay: row.pay.toString(),
    refund: row.refund.toString(),
    transactions: hashes.flatMap(([kind, hash]) => (hash === null ? [] : [{ kind, hash }])),
  }
}

/**
 * Lists one page of transactions that have events of our contracts, newest first. `cursor` contains the block number and the log index of the last transaction
 * on the previous page.
 */
export async function listTransactionsOfChain(
  services: Services,
  query: z.output<typeof minedTransactionsQueryWire>,
): Promise<MinedTransactionsWire> {
  const limit = query.limit ?? usualPageItems
  const block = query.block === undefined ? null : BigInt(query.block)
  const rows = await listMinedTransactions(services.db, { block, before: placeOf(query.cursor), limit: limit + 1 })
  const page = rows.slice(0, limit)
  const last = page.at(-1)
  const read = page.map(transactionOf)
  const isSimulated = await simulatedIn(
    services,
    read.map(({ logs }) => logs),
  )
  return {
    items: read.map((transaction) => ({ ...transaction, simulated: isSimulated(transaction.logs) })),
    nextCursor: rows.length > limit && last !== undefined ? `${last.blockNumber}:${last.logIndex}` : null,
  }
}

function placeOf(cursor: string | undefined): LogPlace | null {
  const [block, log] = cursor?.split(':') ?? []
  return block === undefined || log === undefined ? null : { blockNumber: BigInt(block), logIndex: Number(log) }
}

function transactionOf({ hash, blockNumber, at, final, events, logs }: MinedTransactionRow): Omit<MinedTransactionWire, 'simulated'> {
  const read = logs.map(({ name, args }) => ({ name, args: JSON.parse(args) as Record<string, unknown> }))
  return { hash, blockNumber: Number(blockNumber), at: Number(at), final, events, logs: read }
}
