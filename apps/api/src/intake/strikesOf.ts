import { listAskStrikes, listStrikes, type Queryable } from '@infinitio/db'
import { strikeCodes } from '@infinitio/domain'
import type { ChainClock } from '../chain/createChainClock.ts'

/**
 * Returns the strikes of each account: for each bid that made a machine unavailable for nothing, its age in milliseconds. Throws ChainUnavailableError while no
 * block is known.
 */
export function strikesOf({ clock }: { readonly clock: ChainClock }, db: Queryable, accounts: readonly string[]): Promise<Map<string, number[]>> {
  return listStrikes(db, { accounts, codes: strikeCodes, nowMs: BigInt(Date.now()), chainNow: BigInt(clock.read().now) })
}

/** Returns the strikes of each account as provider: for each ask that failed because the account refused its own signature, the age in milliseconds. */
export function askStrikesOf(db: Queryable, accounts: readonly string[]): Promise<Map<string, number[]>> {
  return listAskStrikes(db, { accounts, nowMs: BigInt(Date.now()) })
}
