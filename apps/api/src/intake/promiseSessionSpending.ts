import { findChainSession, insertSessionBid, lockForAppend, type Queryable, readPromisedSpending } from '@infinitio/db'
import { type PTokenUnits, type Refusal, sessionLeft, sessionSpending } from '@infinitio/domain'
import { sessionKeyRefusal } from '../session/sessionKeyRefusal.ts'

/** What a key signs must reach the chain while the key is good, and that takes some blocks. */
const settlesWithinSeconds = 30n

/** A bid that a session key signed, and the most it can spend. `now` in Unix seconds of the block clock. */
export type SessionBid = {
  readonly account: string
  readonly key: string
  readonly bidHash: string
  readonly amount: PTokenUnits
  /** In how many settles it can come: what each takes of the key's limits is rounded up. */
  readonly settles: bigint
  readonly gpus: number
  readonly expiry: bigint
  readonly now: bigint
}

/**
 * Sets aside what a session key's bid may spend, in the transaction that accepts it. Of bids that come at once, the lock of api_commands
 * lets each see what the others were promised, so that together they stay within the limits that the contract will hold them to. Refuses
 * with `account.session_limit` and as `sessionKeyRefusal`.
 */
export async function promiseSessionSpending(tx: Queryable, bid: SessionBid): Promise<Refusal | null> {
  const { account, key, bidHash, gpus, expiry, now } = bid
  await lockForAppend(tx, 'api_commands')
  const session = await findChainSession(tx, { account, key })
  if (session === null) return { rejected: 'auth.signature_wrong_signer', detail: `signed by ${key}` }
  const refusal = sessionKeyRefusal(session, { at: now + settlesWithinSeconds })
  if (refusal !== null) return refusal
  const left = sessionLeft(session, now) - (await readPromisedSpending(tx, { account, key, now, exceptHash: bidHash }))
  const spending = sessionSpending(bid.amount) + bid.settles - 1n
  if (spending > left) return { rejected: 'account.session_limit', detail: `left ${left < 0n ? 0n : left}, needed ${spending}, in 1e-9 PT` }
  await insertSessionBid(tx, { bidHash, account, key, spending, gpus, expiry })
  return null
}
