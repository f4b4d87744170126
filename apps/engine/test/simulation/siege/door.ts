import { listFunds, listStrikes, readRelayStanding } from '@infinitio/db'
import { type Address, backOffMs, type Bid, type ErrorCode, escrowOf, strikeCodes, timeInForce } from '@infinitio/domain'
import { relay, type Scene } from '../scene.ts'

/** Relays without a fee that the operator carries for one account within a day, as the API has it unless it is set otherwise. */
const ACCOUNT_BUDGET = 100

/** Lists how long ago, in milliseconds, each account made a machine unavailable for nothing, by the rows that the API reads. */
export function strikesAtDoor({ database, scheduler, chain }: Scene, accounts: readonly string[]): Promise<Map<string, number[]>> {
  const asked = { accounts, codes: strikeCodes, nowMs: BigInt(scheduler.nowMs()), chainNow: BigInt(chain.head().timestamp) }
  return listStrikes(database.as('infinitio_api'), asked)
}

/** Says why the API does not take a bid now; null when it does. A bid that rests reserves nothing. */
export async function bidRefusalAtDoor(scene: Scene, bid: Bid): Promise<ErrorCode | null> {
  const { renter: account, gpus, durationSeconds, maxPricePerGpuSecond: pricePerGpuSecond, maxFeeBps: feeBps } = bid
  if (await isBackedOff(scene, account)) return 'order.backed_off'
  if (bid.timeInForce === timeInForce.gtc || bid.timeInForce === timeInForce.gtt) return null
  const funds = (await listFunds(scene.database.as('infinitio_api'), { accounts: [account] })).get(account)
  const needed = escrowOf({ pricePerGpuSecond, gpus, durationSeconds, feeBps }) + scene.relayFee
  return (funds?.available ?? 0n) < needed ? 'account.insufficient_balance' : null
}

/** True while an account may place no bid and no hold. */
export async function isBackedOff(scene: Scene, account: Address): Promise<boolean> {
  return backOffMs((await strikesAtDoor(scene, [account])).get(account) ?? []) > 0
}

/** Takes a relay that pays no fee, unless the account's budget of the day is used up; true when it was taken. */
export async function relayAtDoor(scene: Scene, message: { kind: string; account: Address; payload: object }): Promise<boolean> {
  const standing = await readRelayStanding(scene.database.as('infinitio_api'), { account: message.account, nonce: null, floor: null })
  if (standing.unpaidOfAccount >= ACCOUNT_BUDGET) return false
  await relay(scene, { ...message, leaseId: null, budget: 'account' })
  return true
}
