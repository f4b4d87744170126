import { durationSeconds, unixSeconds } from '@infinitio/domain'
import { expectOneLanding, PromiseBroken } from '../brokenPromises.ts'
import { passTime } from '../blocks.ts'
import { heal, mineAll } from '../heal.ts'
import { type Guest, honestStake, keyOf, namedAddress, party } from '../openingMarket.ts'
import { beginRun, restartDead, type RunAsked, startProcesses } from '../run.ts'
import { accept, chainNow } from '../scene.ts'
import { signAsk } from '../signOrders.ts'
import { type Counts, countsOf } from '../simulate.ts'
import { attack, spoilMatches } from './attack.ts'
import { type Attacker, honest, type Journey, type Plan, type Siege } from './besieged.ts'
import { strikesAtDoor } from './door.ts'
import { goOn, journeyOf } from './journeys.ts'

/** The result of a run with attackers. `longest` is in rounds; each round mines one block, and the chain may drop some. */
export type SiegeResult = {
  seed: number
  traceHash: string
  steps: number
  lines: readonly string[]
  failure: Error | null
  counts: Counts
  longest: Record<string, number>
}

/** The seed and database of a market with attackers, and the number of rounds to play. */
export type SiegeAsked = Omit<RunAsked, 'guests' | 'isLong'> & { readonly rounds?: number }

const ROUNDS = 120
const STEPS_A_ROUND = 2_000
const ACCOUNTS = 4
const plans: readonly Plan[] = ['withdraws', 'cancels the bid', 'revokes the key', 'cancels the lease', 'rests', 'holds', 'floods', 'anything']

/**
 * The most failures that one account may have in one run: matches and leases that fail without a payment. Each of them makes the machine unavailable for a
 * time.
 */
const MOST_STRIKES = 8

/** The most rounds that an honest renter may wait in each stage of renting. A renter with a resting bid may wait without limit. */
const BOUNDS: Record<Exclude<Journey['stage'], 'rests'>, number> = { wants: 45, 'is booked': 12, 'is active': 12, 'is ending': 12, withdraws: 45 }

/**
 * Simulates a market with an attacker that has several accounts, a tenth of the honest participants' money and unlimited gas. Each round has one block. Never
 * throws: `failure` describes what an honest participant waited for too long, or how a promise about money was broken.
 */
export async function playSiege({ seed, database, keepsTrace, rounds = ROUNDS }: SiegeAsked): Promise<SiegeResult> {
  const accounts = Array.from({ length: ACCOUNTS }, (_, place) => namedAddress(`attacker ${place}`))
  const guests: Guest[] = accounts.map((account) => ({ account, amount: honestStake() / 10n / BigInt(ACCOUNTS) }))
  const run = await beginRun({ seed, database, keepsTrace, guests, isLong: true })
  const { random } = run
  const focus = random.pick(plans)
  const attackers = accounts.map(
    (account): Attacker => ({
      account,
      key: keyOf(account),
      plan: random.chance(0.7) ? focus : random.pick(plans),
      lastBid: null,
    }),
  )
  run.trace.note(`attackers: ${attackers.map(({ plan }) => plan).join(', ')}`)
  const journeys = party.renters.slice(0, 2).map((renter, place) => journeyOf(renter, place === 0 ? 'tries' : 'waits'))
  const siege: Siege = { ...run, round: 0, target: random.pick(party.nodes), attackers, journeys, longest: {}, met: {} }
  let failure: Error | null = null
  try {
    await open(siege)
    for (siege.round = 1; siege.round <= rounds; siege.round += 1) await playRound(siege)
    await expectFewStrikes(siege)
    await heal(siege)
    await expectOneLanding(database.as('infinitio_owner'), siege.branches)
  } catch (error) {
    failure = error instanceof Error ? error : new Error(String(error))
    run.trace.note(`broken: ${failure.message}`)
  }
  for (const { life } of siege.processes) await siege.scheduler.kill(life)
  const counts = { ...countsOf(siege), ...siege.met }
  const { longest, scheduler, trace } = siege
  return { seed, traceHash: trace.hash(), steps: scheduler.steps(), lines: trace.lines, failure, counts, longest }
}

/**
 * Lists the machines of the honest providers and starts the engine. The machines have no trial and no notice period, so that the attacker can leave a lease at
 * any time for almost nothing. A notice period would cost the attacker money, and a trial would be free only once a day.
 */
async function open(siege: Siege): Promise<void> {
  siege.scheduler.setFaults(siege.random.pick([{}, { stale: 0.01, unanswered: 0.004 }]))
  for (const node of party.nodes) {
    const terms = { trialSeconds: durationSeconds(0n), noticeSeconds: durationSeconds(0n) }
    const wished = { ...terms, minGpus: 1, maxGpus: node.gpus, expiry: unixSeconds(chainNow(siege) + 864_000n) }
    const { ask, signature, orderHash } = signAsk(siege, node, wished, { byWallet: true })
    await accept(siege, { kind: 'PlaceAsk', ask, signature, orderHash }, orderHash)
  }
  startProcesses(siege)
  // The order book only counts the first deposits of the renters once their blocks are final.
  for (let blocks = Number(siege.finalityBlocks) + 2; blocks > 0; blocks -= 1) {
    await settleDown(siege)
    mineAll(siege)
    await passTime(siege, 12_000)
  }
  await settleDown(siege)
}

/** Plays one round: the attacker acts, then the honest participants, then the engine. Then the attacker makes its own matches fail, and a block is mined. */
async function playRound(siege: Siege): Promise<void> {
  const { random, trace, scheduler } = siege
  trace.note(`${scheduler.nowMs()} round ${siege.round}`)
  await attack(siege)
  for (const journey of siege.journeys) await goOn(siege, journey)
  await settleDown(siege)
  await spoilMatches(siege)
  if (random.chance(0.04)) await reorgForAttacker(siege)
  mineAll(siege)
  await passTime(siege, 1_000 * (2 + random.below(19)))
  restartDead(siege)
  await settleDown(siege)
  await expectNoneStruck(siege)
  for (const journey of siege.journeys) expectInTime(siege, journey)
}

/** Runs the waiting calls of the engine's processes, up to a limit of steps. */
async function settleDown({ scheduler }: Siege): Promise<void> {
  for (let steps = STEPS_A_ROUND; steps > 0 && (await scheduler.step()); steps -= 1);
}

/** Makes the chain drop blocks that are not final. The attacker's transactions come first in the new blocks. */
async function reorgForAttacker(siege: Siege): Promise<void> {
  const { chain, random, trace, finalityBlocks, finality } = siege
  const most = Number(chain.head().number - finality.number)
  const depth = Math.min(most, 1 + random.below(Number(finalityBlocks)))
  if (depth < 1) return
  chain.drop({ depth, returns: () => true })
  trace.note(`the chain drops ${depth} blocks for the attacker`)
  await spoilMatches(siege)
  for (let more = depth; more > 0; more -= 1) mineAll(siege)
}

async function expectNoneStruck(siege: Siege): Promise<void> {
  const strikes = await strikesAtDoor(siege, honest)
  for (const [account, ages] of strikes)
    if (ages.length > 0) throw new PromiseBroken(`liveness: the honest account ${account} has ${ages.length} strikes`)
}

/**
 * Fails the run if too many bids of one attacker's account ended in an abandoned match or in a lease that never became ready. Counts the bids in the tables of
 * settlements and leases, and not with the query that the API uses. So the check also finds kinds of failure that the API does not count.
 */
async function expectFewStrikes({ database, attackers, longest }: Siege): Promise<void> {
  const rows = await database.as('infinitio_owner').query<{ account: string; strikes: bigint }>(
    `select account, count(distinct bid_hash) as strikes from (
       select account, bid_hash from settlements where state = 'abandoned'
       union all select renter, bid_hash from leases where state = 'closed' and ready_at is null) as nothing
     where account = any($1) group by account order by 1`,
    [attackers.map(({ account }) => account)],
  )
  for (const { account, strikes } of rows) {
    longest['strikes'] = Math.max(longest['strikes'] ?? 0, Number(strikes))
    const plan = attackers.find((one) => one.account === account)?.plan
    if (Number(strikes) > MOST_STRIKES)
      throw new PromiseBroken(`liveness: ${account}, which ${plan}, made the machine unavailable for nothing ${strikes} times`)
  }
}

function expectInTime(siege: Siege, { stage, renter, kind, sinceRound }: Journey): void {
  if (stage === 'rests') return
  // A renter that tries again each round may wait without limit: it gets an answer each time, even if the answer is that the machine is taken.
  if (stage === 'wants' && kind === 'tries') return
  const rounds = siege.round - sinceRound
  if (rounds > BOUNDS[stage])
    throw new PromiseBroken(
      `liveness: ${renter}, who ${kind}, ${stage} for ${rounds} rounds, against ${siege.attackers.map(({ plan }) => plan).join(', ')}`,
    )
}
