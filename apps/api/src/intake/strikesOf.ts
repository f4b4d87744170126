import { listAskStrikes, listStrikes, type Queryable } from '@infinitio/db'
import { strikeCodes } from '@infinitio/domain'
import type { ChainClock } from '../chain/createChainClock.ts'

/** Lists how long ago bids of each account made a machine unavailable for nothing, in milliseconds. Throws ChainUnavailableError while no block is known. */
export function strikesOf({ clock }: { readonly clock: ChainClock }, db: Queryable, accounts: readonly string[]): Promise<Map<string, number[]>> {
  return listStrikes(db, { accounts, codes: strikeCodes, nowMs: BigInt(Date.now()), chainNow: BigInt(clock.read().now) })
}

/** Lists how long ago asks of each account made a bid fail because the account refused its own signature, in milliseconds. */
export function askStrikesOf(db: Queryable, accounts: readonly string[]): Promise<Map<string, number[]>> {
  return listAskStrikes(db, { accounts, nowMs: BigInt(Date.now()) })
}
