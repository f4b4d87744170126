import { marketAbi, settleCall } from '@infinitio/chain'
import { durationSeconds, hashMarketMessage, holdId, pTokenUnits, timeInForce, unixSeconds } from '@infinitio/domain'
import { encodeFunctionData } from 'viem'
import { parseSettleItem } from '../../../src/worker/sendSettlements.ts'
import { modelAddresses } from '../openingMarket.ts'
import { accept, chainNow, domain, nextNumber, wallet } from '../scene.ts'
import { signBid } from '../signOrders.ts'
import { toySignature } from '../toySignature.ts'
import { type Attacker, count, HIGHEST_PRICE, type Plan, type Siege } from './besieged.ts'
import { bidRefusalAtDoor, isBackedOff, relayAtDoor } from './door.ts'
import { isSpoiling, spoil } from './spoil.ts'

const FLOOD = 25
/**
 * The most resting bids that one account of the attacker has at the same time. Each of them that is before an honest bid in the queue may make the machine
 * unavailable for some blocks. So the longest wait of an honest renter depends on this number.
 */
const RESTING_AT_ONCE = 20

/** Lets each of the attacker's accounts act by its plan, before the honest accounts act in this round. */
export async function attack(siege: Siege): Promise<void> {
  for (const attacker of siege.attackers) {
    const plan = attacker.plan === 'anything' ? siege.random.pick(plans) : attacker.plan
    if (await isSpoiling(siege, attacker)) continue
    payIn(siege, attacker)
    await acts[plan](siege, attacker, plan)
  }
}

/** Before the next block, makes the matches of the attacker's accounts fail and ends their leases. */
export async function spoilMatches(siege: Siege): Promise<void> {
  for (const attacker of siege.attackers) await spoil(siege, attacker)
}

const acts: Record<Exclude<Plan, 'anything'>, (siege: Siege, attacker: Attacker, plan: Plan) => Promise<void>> = {
  withdraws: bidNow,
  'cancels the bid': bidNow,
  'revokes the key': bidNow,
  'cancels the lease': bidNow,
  rests: restMany,
  holds: hold,
  floods: flood,
}

const plans = Object.keys(acts) as Exclude<Plan, 'anything'>[]

/** Deposits all PToken in the wallet of an attacker's account into the Market. */
function payIn(siege: Siege, { account: from }: Attacker): void {
  const held = siege.chain.head().state.tokens.get(from) ?? 0n
  if (held > 0n) wallet(siege, { from, data: encodeFunctionData({ abi: marketAbi, functionName: 'deposit', args: [held] }) })
}

/** Lets an account of the attacker bid for all GPUs of the machine or for one. The bid does not wait in the order book. */
async function bidNow(siege: Siege, attacker: Attacker, plan: Plan): Promise<void> {
  const { target } = siege
  if (plan === 'revokes the key') authorize(siege, attacker)
  const made = signBid(siege, { ...wishOf(siege, attacker), gpus: siege.random.pick([target.gpus, 1]), timeInForce: timeInForce.ioc })
  const signature = plan === 'revokes the key' ? toySignature(attacker.key, made.orderHash) : toySignature(attacker.account, made.orderHash)
  const refusal = await bidRefusalAtDoor(siege, made.bid)
  count(siege, refusal === null ? 'attacker bids' : `attacker: ${refusal}`)
  if (refusal !== null) return
  attacker.lastBid = made.orderHash
  await accept(siege, { kind: 'PlaceBid', bid: made.bid, signature, orderHash: made.orderHash }, made.orderHash)
}

/** Lets an account of the attacker place many bids for the machine, which wait in the order book. */
async function restMany(siege: Siege, attacker: Attacker): Promise<void> {
  const [row] = await siege.database
    .as('infinitio_owner')
    .query<{ open: bigint }>("select count(*) as open from book_orders where account = $1 and kind = 'bid' and state in ('open', 'matched')", [
      attacker.account,
    ])
  if (Number(row?.open ?? 0n) > 0) return
  for (let more = RESTING_AT_ONCE; more > 0; more -= 1) {
    const made = signBid(siege, { ...wishOf(siege, attacker), gpus: siege.target.gpus, timeInForce: timeInForce.gtc })
    const refusal = await bidRefusalAtDoor(siege, made.bid)
    count(siege, refusal === null ? 'attacker rests' : `attacker: ${refusal}`)
    if (refusal !== null) return
    const { bid, orderHash } = made
    await accept(siege, { kind: 'PlaceBid', bid, signature: toySignature(attacker.account, orderHash), orderHash }, orderHash)
  }
}

function wishOf(siege: Siege, { account }: Attacker) {
  const now = chainNow(siege)
  const seconds = durationSeconds(siege.random.pick([600n, 3_600n]))
  const window = { startFrom: unixSeconds(now - 600n), startUntil: unixSeconds(now + 20_000n), expiry: unixSeconds(now + 86_400n) }
  return { renter: account, node: siege.target.id, durationSeconds: seconds, ...window, ...plainBid }
}

/** Fields with the same values in all bids of the attacker. They are not random, because with random values a bid might not fit the machine. */
const plainBid = {
  ...{ classMask: 0n, regionMask: 0n, allOrNothing: false, cluster: false },
  ...{ maxRelayFee: pTokenUnits(10n ** 16n), maxPricePerGpuSecond: HIGHEST_PRICE },
}

function authorize(siege: Siege, { account, key }: Attacker): void {
  const limits = { totalLeft: 10n ** 12n, dayCap: 10n ** 12n, expiry: Number(chainNow(siege)) + 86_400 }
  wallet(siege, { from: account, data: encodeFunctionData({ abi: marketAbi, functionName: 'authorize', args: [key, limits] }) })
}

/** Lets an account of the attacker hold the whole machine. Most of these holds also reserve money of the account. */
async function hold(siege: Siege, { account }: Attacker): Promise<void> {
  if (await isBackedOff(siege, account)) return count(siege, 'attacker: order.backed_off')
  const { target, signed } = siege
  const ask = signed.asks.findLast(({ ask: { node } }) => node === target.id)
  if (ask === undefined) return
  const id = holdId(`00000000-0000-4000-9000-${nextNumber(siege).toString().padStart(12, '0')}`)
  const seconds = durationSeconds(3_600n)
  const held = { holdId: id, account, askHash: ask.orderHash, gpus: target.gpus, durationSeconds: seconds, funded: siege.random.chance(0.7) }
  await accept(siege, { kind: 'PlaceHold', ...held }, `hold/${id}`)
  count(siege, 'attacker holds')
}

/**
 * Lets an account of the attacker send relays (signed messages) up to the daily limit of the account. The account also tries to settle matches of other
 * accounts.
 */
async function flood(siege: Siege, { account }: Attacker): Promise<void> {
  for (let more = FLOOD; more > 0; more -= 1) {
    const nonce = BigInt(nextNumber(siege))
    const expiry = unixSeconds(chainNow(siege) + 3_600n)
    const digest = hashMarketMessage('CancelBid', { account, relayFee: pTokenUnits(0n), nonce, expiry }, domain)
    const payload = { account, nonce: nonce.toString(), relayFee: '0', expiry: Number(expiry), signature: toySignature(account, digest) }
    if (!(await relayAtDoor(siege, { kind: 'cancelBid', account, payload }))) break
    count(siege, 'attacker relays')
  }
  const rows = await siege.database
    .as('infinitio_owner')
    .query<{ item: string }>("select item from settlements where state = 'unsettled' and account <> $1 order by match_id limit 3", [account])
  for (const { item } of rows) {
    wallet(siege, { from: account, data: settleCall({ market: modelAddresses.market, item: parseSettleItem(item) }).data })
    count(siege, 'attacker settles for others')
  }
}
