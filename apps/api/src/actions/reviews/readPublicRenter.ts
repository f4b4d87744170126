import { readRenterRecord } from '@infinitio/db'
import type { Address } from '@infinitio/domain'
import type { PublicRenterWire } from '@infinitio/domain/wire'
import type { DisputeRecord } from '../../governance/disputes/disputeRecords.ts'
import type { Services } from '../../services/services.ts'
import { readReviewSummary } from './readReviews.ts'

/**
 * Returns the public record of a renter, from which a provider can decide whether to offer it a machine. For an account without a lease, all numbers are 0.
 * Throws ChainUnavailableError.
 */
export async function readPublicRenter(services: Services, { account }: { account: Address }): Promise<PublicRenterWire> {
  const [record, disputes, reviews] = await Promise.all([
    readRenterRecord(services.db, { renter: account }),
    services.governance.readDisputes(),
    readReviewSummary(services, { subject: account, side: 'provider' }, { subject: account }),
  ])
  return {
    account,
    since: record.since === null ? null : Number(record.since),
    closedLeases: Number(record.leases),
    openLeases: Number(record.active),
    gpuSeconds: record.gpuSeconds.toString(),
    providers: Number(record.providers),
    cancelledLeases: Number(record.cancelled),
    disputes: disputesOfRenter(disputes.records, account),
    reviews,
  }
}

/** The verdict of a jury for the account that opened the dispute. */
const forOpener = 1

/** Counts the disputes about leases that an account opened. Pure. */
export function disputesOfRenter(
  records: readonly Pick<DisputeRecord, 'opened' | 'state' | 'verdict'>[],
  account: Address,
): PublicRenterWire['disputes'] {
  const own = records.filter(({ opened }) => opened.opener === account && opened.lease !== null)
  const isOver = ({ state }: Pick<DisputeRecord, 'state'>) => state === 'done' || state === 'stands'
  return {
    opened: own.length,
    open: own.filter((record) => !isOver(record)).length,
    won: own.filter(({ state, verdict }) => state === 'done' && verdict === forOpener).length,
  }
}
