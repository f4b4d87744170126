import { countAccountLeases, listAccountLeases } from '@infinitio/db'
import type { Address } from '@infinitio/domain'
import { type LeasePageWire, mostItemsCounted } from '@infinitio/domain/wire'
import type { Services } from '../../services/services.ts'
import { describeLeases } from './describeLeases.ts'

/**
 * Lists a page of an account's leases, newest first. For a session key, lists only the leases that the key booked.
 * `cursor` is the last lease id of the previous page. The first page also has the number of all of these leases, counted up to 1,000.
 */
export async function listLeases(
  services: Services,
  args: {
    account: Address
    sessionKey: Address | null
    role: 'renter' | 'provider' | 'guest'
    state: 'live' | 'closed' | 'all'
    cursor: string | null
    limit: number
  },
): Promise<LeasePageWire> {
  const filter = { account: args.account, sessionKey: args.sessionKey, role: args.role, state: args.state }
  const beforeLeaseId = args.cursor === null ? null : BigInt(args.cursor)
  const rows = await listAccountLeases(services.db, {
    ...filter,
    beforeLeaseId,
    limit: args.limit + 1,
  })
  const page = rows.slice(0, args.limit)
  const last = page.at(-1)
  return {
    items: await describeLeases(services, page, { account: args.account, role: args.role }),
    chainNow: services.clock.read().now,
    total: beforeLeaseId === null ? await countAccountLeases(services.db, { ...filter, most: mostItemsCounted }) : null,
    nextCursor: rows.length > args.limit && last !== undefined ? last.leaseId.toString() : null,
  }
}
