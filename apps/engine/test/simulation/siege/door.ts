import { listFunds, listStrikes, readRelayStanding } from '@infinitio/db'
import { type Address, backOffMs, type Bid, type ErrorCode, escrowOf, strikeCodes, timeInForce } from '@infinitio/domain'
import { relay, type Scene } from '../scene.ts'

/** How many relays without a fee the operator sends for one account in a day. The same as the API's default. */
const ACCOUNT_BUDGET = 100

/**
 * Returns for each account its strikes, as the number of milliseconds since each. A strike is an order that made a machine unavailable without becoming a used
 * lease. Reads the same rows as the API.
 */
export function strikesAtDoor({ database, scheduler, chain }: Scene, accounts: readonly string[]): Promise<Map<string, number[]>> {
  const asked = { accounts, codes: strikeCodes, nowMs: BigInt(scheduler.nowMs()), chainNow: BigInt(chain.head().timestamp) }
  return listStrikes(database.as('infinitio_api'), asked)
}

/** Returns why the API would reject a bid now, or null if it would accept it. A bid that waits in the book does not reserve money. */
export async function bidRefusalAtDoor(scene: Scene, bid: Bid): Promise<ErrorCode | null> {
  const { renter: account, gpus, durationSeconds, maxPricePerGpuSecond: pricePerGpuSecond, maxFeeBps: feeBps } = bid
  if (await isBackedOff(scene, account)) return 'order.backed_off'
  if (bid.timeInForce === timeInForce.gtc || bid.timeInForce === timeInForce.gtt) return null
  const funds = (await listFunds(scene.database.as('infinitio_api'), { accounts: [account] })).get(account)
  const needed = escrowOf({ pricePerGpuSecond, gpus, durationSeconds, feeBps }) + scene.relayFee
  return (funds?.available ?? 0n) < needed ? 'account.insufficient_balance' : null
}

/** Returns true while an account may place neither bids nor holds, because of its strikes. */
export async function isBackedOff(scene: Scene, account: Address): Promise<boolean> {
  return backOffMs((await strikesAtDoor(scene, [account])).get(account) ?? []) > 0
}

/** Stores a relay without a fee, unless the account's daily budget is used up. Returns true if it was stored. */
export async function relayAtDoor(scene: Scene, message: { kind: string; account: Address; payload: object }): Promise<boolean> {
  const standing = await readRelayStanding(scene.database.as('infinitio_api'), { account: message.account, nonce: null, floor: null })
  if (standing.unpaidOfAccount >= ACCOUNT_BUDGET) return false
  await relay(scene, { ...message, leaseId: null, budget: 'account' })
  return true
}
