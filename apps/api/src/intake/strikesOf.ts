import { listAskStrikes, listStrikes, type Queryable } from '@infinitio/db'
import { strikeCodes } from '@infinitio/domain'
import type { ChainClock } from '../chain/createChainClock.ts'

/**
 * Returns the strikes of each account, as ages in milliseconds. An account gets a strike for a bid that blocked a machine for nothing: the bid's match was
 * abandoned with one of the `strikeCodes`, or the renter cancelled the lease while the machine could still become ready. Throws ChainUnavailableError while no
 * block is known.
 */
export function strikesOf({ clock }: { readonly clock: ChainClock }, db: Queryable, accounts: readonly string[]): Promise<Map<string, number[]>> {
  return listStrikes(db, { accounts, codes: strikeCodes, nowMs: BigInt(Date.now()), chainNow: BigInt(clock.read().now) })
}

/**
 * Returns the strikes of each provider's account that concern asks, as ages in milliseconds. An account gets such a strike if its contract rejected the
 * account's own signature of a matched ask before the settlement.
 */
export function askStrikesOf(db: Queryable, accounts: readonly string[]): Promise<Map<string, number[]>> {
  return listAskStrikes(db, { accounts, nowMs: BigInt(Date.now()) })
}
