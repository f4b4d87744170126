import { listAskStrikes, listStrikes, type Queryable } from '@infinitio/db'
import type { ErrorCode } from '@infinitio/domain'
import type { Services } from '../services.ts'

/** Why a match was given up by the renter's own doing. */
const ownDoing: readonly ErrorCode[] = ['account.insufficient_balance', 'auth.signature_wrong_signer', 'order.not_settled']

/** Lists how long ago bids of each account made a machine unavailable for nothing, in milliseconds. Throws ChainUnavailableError while no block is known. */
export function strikesOf({ clock }: Pick<Services, 'clock'>, db: Queryable, accounts: readonly string[]): Promise<Map<string, number[]>> {
  return listStrikes(db, { accounts, codes: ownDoing, nowMs: BigInt(Date.now()), chainNow: BigInt(clock.read().now) })
}

/** Lists how long ago asks of each account made a bid fail because the account refused its own signature, in milliseconds. */
export function askStrikesOf(db: Queryable, accounts: readonly string[]): Promise<Map<string, number[]>> {
  return listAskStrikes(db, { accounts, nowMs: BigInt(Date.now()) })
}
