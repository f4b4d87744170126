import { findPublicLease, listPublicLeases, type PublicLeaseRow } from '@infinitio/db'
import type { Refusal } from '@infinitio/domain'
import type { PublicLeasesWire, PublicLeaseWire, publicLeasesQueryWire } from '@infinitio/domain/wire'
import type { z } from 'zod'
import type { Services } from '../../services/services.ts'

const usualLimit = 25

/** A page of leases as the chain tells them, newest first. `cursor` is the last lease of the page before. */
export async function listLeasesOfChain({ db }: Services, query: z.output<typeof publicLeasesQueryWire>): Promise<PublicLeasesWire> {
  const limit = query.limit ?? usualLimit
  const beforeLeaseId = query.cursor === undefined ? null : BigInt(query.cursor)
  const rows = await listPublicLeases(db, { account: query.account ?? null, beforeLeaseId, limit: limit + 1 })
  const page = rows.slice(0, limit)
  return { items: page.map(leaseToWire), nextCursor: rows.length > limit ? (page.at(-1)?.leaseId.toString() ?? null) : null }
}

/** One lease as the chain tells it. Refuses with `lease.unknown`. */
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
