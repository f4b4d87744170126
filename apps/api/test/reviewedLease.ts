import { readyChange, seedLease } from './seedLease.ts'
import { bytesOf, type SeededNode } from './seedMarket.ts'
import type { TestApi } from './startTestApi.ts'

const coin = 10n ** 18n
let lastLease = 0n

/**
 * The fields of a closed lease that a test can change. `fees` are those of both sides together in base units, and `closedAgo` is the number of seconds since
 * the lease closed.
 */
export type ReviewedLeaseChange = { paidSeconds?: bigint; fees?: bigint; closedAgo?: number; state?: 'active' | 'ended' | 'closed'; renter?: string }

/** Inserts a lease for which its renter paid one hour and which closed a minute ago; the last argument can replace these values. Returns its number. */
export async function closedLease(
  api: TestApi,
  node: SeededNode,
  { paidSeconds = 3_600n, fees = coin, closedAgo = 60, state = 'closed', renter }: ReviewedLeaseChange = {},
): Promise<string> {
  lastLease += 1n
  const closedAt = BigInt(api.services.clock.read().now - closedAgo)
  const startAt = closedAt - 7_200n
  const closed = state === 'closed' ? { closedAt, closedTx: bytesOf('closed'), closedBlock: 1n } : {}
  const sums = { paidSeconds, pay: paidSeconds * node.ask.pricePerGpuSecond, renterFee: fees / 2n, providerFee: fees - fees / 2n }
  await seedLease(api, node, { leaseId: lastLease, startAt, change: { ...readyChange(startAt), ...sums, ...closed, state, endAt: startAt + 3_600n } })
  if (renter !== undefined) await api.owner.query('update leases set renter = $2 where lease_id = $1', [lastLease, renter.toLowerCase()])
  return `${lastLease}`
}
