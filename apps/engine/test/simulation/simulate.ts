import { listOnItsWay, readCheckpoint } from '@infinitio/db'
import { createLogger } from '@infinitio/process'
import { type Random, randomOf } from '../../../../packages/matching/test/randomOf.ts'
import { expectAbandonedForGood, expectConserved, expectOneLanding, expectRowsConserved, findDifferences, PromiseBroken } from './brokenPromises.ts'
import { type EngineProcess, loseLocks, type Room, startEngineProcess, type World } from './engineProcess.ts'
import { type ModelBlock, ModelChain } from './model/modelChain.ts'
import { modelAddresses, namedAddress, openingMarket } from './openingMarket.ts'
import { countLeaseEdges, type LeaseEdge } from './leaseEdges.ts'
import { openForBusiness, somebodyActs } from './people.ts'
import type { Signed } from './scene.ts'
import { type Faults, Scheduler } from './scheduler.ts'
import type { DatabaseHouse } from './simulatedDb.ts'
import type { SimulatedDatabase } from './simulatedDatabase.ts'
import { signingKey } from './signingKey.ts'
import { toySigner } from './toySignature.ts'
import { createTrace, type Trace } from './trace.ts'

/** What one run came to: the hash of everything that happened in it, and what broke, if anything did. */
export type SimulationResult = {
  seed: number
  traceHash: string
  steps: number
  lines: readonly string[]
  failure: Error | null
  counts: Counts
  edges: Record<LeaseEdge, number>
}

/** How often each event was written by the chain, and each refusal, fate and restart met. */
export type Counts = Record<string, number>

type Run = World & {
  trace: Trace
  signed: Signed
  layout: readonly (readonly Room[])[]
  processes: EngineProcess[]
  faults: Faults
  blocksByHash: Map<string, ModelBlock>
  /** Successful transactions by block hash, those of the blocks below it included. */
  branches: Map<string, readonly string[]>
  /** True once the chain dropped a block that was final: then a match that was given up may come back. */
  hasBrokenFinality: boolean
  wakeApi: (channels: readonly string[]) => void
}

const TURNS = 60
const STEPS_A_TURN = 31
const START_MS = Date.UTC(2026, 5, 1)
const QUIET_ROUNDS = 400
const MOST_STEPS = 30_000
const GWEI = 10n ** 9n

/**
 * Plays one market from a seed: people, the engine's own matcher, follower and worker, and the model chain, with crashes, lost and late
 * answers, reorgs and jumps of time; then lets everything heal and compares every unit and every row. The same seed gives the same trace.
 */
export async function simulate({
  seed,
  database,
  keepsTrace,
}: {
  seed: number
  database: SimulatedDatabase
  keepsTrace: boolean
}): Promise<SimulationResult> {
  const run = await begin({ seed, database, keepsTrace })
  let failure: Error | null = null
  try {
    await live(run)
    await heal(run)
    await expectOneLanding(database.as('infinitio_owner'), run.branches)
  } catch (error) {
    failure = error instanceof Error ? error : new Error(String(error))
    run.trace.note(`broken: ${failure.message}`)
  }
  for (const { life } of run.processes) await run.scheduler.kill(life)
  const met = { counts: countsOf(run), edges: countLeaseEdges(run.chain.blocks) }
  return { seed, traceHash: run.trace.hash(), steps: run.scheduler.steps(), lines: run.trace.lines, failure, ...met }
}

async function begin({ seed, database, keepsTrace }: { seed: number; database: SimulatedDatabase; keepsTrace: boolean }): Promise<Run> {
  const random = randomOf(seed)
  const trace = createTrace({ keepsAll: keepsTrace })
  await database.reset()
  await database.setClock(START_MS)
  const signers = ['sender one', 'sender two'].slice(0, random.pick([1, 2])).map((name) => signingKey(namedAddress(name)))
  const scheduler = new Scheduler({ random, trace, startMs: START_MS })
  const opening = openingMarket({ engines: signers.map(({ address }) => address), feeBps: 25 })
  const place = { timestamp: START_MS / 1_000, addresses: modelAddresses, chainId: 31_337, recover: toySigner }
  const chain = new ModelChain({ ...opening, ...place })
  const first = chain.head()
  const house: DatabaseHouse = { openTransaction: null, listeners: new Set(), onCommit: async () => {} }
  const layout: readonly (readonly Room[])[] = random.chance(0.5) ? [['follower', 'matcher', 'worker']] : [['follower'], ['matcher'], ['worker']]
  const run: Run = {
    ...{ random, trace, scheduler, chain, database, house, layout, signers },
    ...{ locks: new Map(), logger: createLogger({ room: 'engine' }), processes: [], hasBrokenFinality: false },
    ...{ finalityBlocks: random.pick([1n, 2n, 4n]), relayFee: random.pick([0n, 10n ** 15n]) },
    ...{ lowerHeadMs: random.pick([2_000, 60_000]), stuckAfterMs: random.pick([3_000, 30_000]) },
    finality: { number: 0n },
    signed: { asks: [], bids: [], holds: [], counts: { nonce: 0 } },
    faults: moodOf(random),
    blocksByHash: new Map([[first.hash, first]]),
    branches: new Map([[first.hash, []]]),
    wakeApi: (channels) => wakeListeners(house, channels),
  }
  house.onCommit = promisesAt(run)
  scheduler.setFaults(run.faults)
  await openForBusiness(run, () => mine(run))
  for (const rooms of layout) run.processes.push(startEngineProcess(run, { name: `${rooms.join('+')} 1`, rooms }))
  return run
}

/** Some runs are calm, some rough, some wild; and in each, some kinds of fault are left out, so that others get to meet. */
function moodOf(random: Random): Faults {
  const strength = random.pick([0, 1, 1, 4])
  const rate = (share: number) => (random.chance(0.3) ? 0 : share * strength)
  return {
    fails: rate(0.008),
    unanswered: rate(0.008),
    stale: rate(0.015),
    'dies before': rate(0.0025),
    'dies after': rate(0.0025),
  }
}

/** What must be true after every commit. A broken promise ends the run at once. */
function promisesAt(run: Run): DatabaseHouse['onCommit'] {
  const { database, scheduler, blocksByHash } = run
  const known = new Set<bigint>()
  return async ({ room, texts }) => {
    const db = database.as('infinitio_owner')
    try {
      if (room === 'follower') await expectRowsConserved(db, blocksByHash)
      const abandons = room === 'worker' && texts.some((text) => text.includes('worker_commands'))
      if (abandons && !run.hasBrokenFinality) await expectAbandonedForGood(db, run, known)
    } catch (error) {
      scheduler.report(error)
    }
  }
}

async function live(run: Run): Promise<void> {
  const { random, scheduler } = run
  const moves: [number, (run: Run) => Promise<void> | void][] = [
    [38, somebody],
    [22, mine],
    [18, (r) => passTime(r, 20 + random.below(1_500))],
    [1, (r) => passTime(r, 1_000 * (60 + random.below(5_000)))],
    [0.5, (r) => passTime(r, 1_000 * random.below(100_000))],
    [5, passToMoment],
    [random.pick([0, 2, 5]), reorg],
    [random.pick([0, 1]), forgetPool],
    [random.pick([0, 1, 2]), killOne],
    [random.pick([0, 0, 1]), startTwice],
  ]
  for (let turn = 0; turn < TURNS; turn += 1) {
    for (let steps = random.below(STEPS_A_TURN); steps > 0 && (await scheduler.step()); steps -= 1);
    if (random.chance(0.4)) restartDead(run)
    await random.weighted(moves)(run)
  }
}

async function somebody(run: Run): Promise<void> {
  run.trace.note(`${run.scheduler.nowMs()} somebody ${await somebodyActs(run)}`)
}

function mine(run: Run): void {
  const { chain, random, scheduler, trace } = run
  const isCrowded = random.chance(0.2)
  const baseFee = random.pick([1n, 1n, 1n, 2n, isCrowded ? 30n : 1n]) * GWEI
  const block = chain.mine({ now: Math.floor(scheduler.nowMs() / 1_000), baseFee, takes: () => !isCrowded || random.chance(0.5) })
  remember(run, block)
  trace.note(
    `${scheduler.nowMs()} block ${block.number} ${block.hash} with ${block.mined.length} transactions`,
    block.mined.map(({ hash }) => hash),
  )
}

function remember({ blocksByHash, branches, finality, finalityBlocks }: Run, block: ModelBlock): void {
  expectConserved(block)
  if (block.number - finalityBlocks > finality.number) finality.number = block.number - finalityBlocks
  blocksByHash.set(block.hash, block)
  const landed = block.mined
    .filter(({ refusal, data, events }) => refusal === null && data !== '0x' && !events.some(({ name }) => name === 'SettleSkipped'))
    .map(({ hash }) => hash as string)
  branches.set(block.hash, [...(branches.get(block.parentHash) ?? []), ...landed])
}

async function passTime({ scheduler, database, trace }: Run, ms: number): Promise<void> {
  scheduler.advance(ms)
  await database.setClock(scheduler.nowMs())
  trace.note(`${scheduler.nowMs()} is the time`)
}

/** Time goes on to where some lease may do something else. */
async function passToMoment(run: Run): Promise<void> {
  const { chain, random, scheduler } = run
  const leases = [...chain.head().state.leases.values()]
  if (leases.length === 0) return
  const { terms, readyDelay, endOffset, state } = random.pick(leases)
  const now = scheduler.nowMs() / 1_000
  // A node that could still say Ready mostly gets the time to.
  if (state === 'booked' && now >= terms.start && now <= terms.start + 600 && random.chance(0.9)) return
  const [ready, end] = [terms.start + readyDelay, terms.start + endOffset]
  const moments = [terms.start, terms.start + 610, terms.start + 4_220, ready + terms.trialSeconds, ready + 4_000, end - 400, end, end + 3_610]
  const later = moments.map((moment) => moment * 1_000 - scheduler.nowMs()).filter((ms) => ms > 0)
  const chosen = random.chance(0.6) ? Math.min(...later) : random.pick([...later, 0])
  if (later.length > 0) await passTime(run, Math.min(chosen, 100_000_000))
}

/** The chain drops blocks, never the first one. The new branch comes at once, or block by block later. */
function reorg(run: Run): void {
  const { chain, random, scheduler, trace, finalityBlocks } = run
  const most = chain.blocks.length - 1
  const depth = Math.min(most, random.chance(0.7) ? 1 + random.below(Number(finalityBlocks)) : 1 + random.below(8))
  if (depth === 0) return
  if (chain.head().number - BigInt(depth) < run.finality.number) run.hasBrokenFinality = true
  const keeps = random.pick([1, 1, 0.7, 0])
  chain.drop({ depth, returns: () => random.chance(keeps) })
  trace.note(`${scheduler.nowMs()} the chain drops ${depth} blocks`)
  for (let count = random.below(depth + 2); count > 0; count -= 1) mine(run)
}

function forgetPool({ chain, random, trace }: Run): void {
  chain.forget(() => random.chance(0.7))
  trace.note('a chain node forgets what waits')
}

async function killOne({ random, processes, scheduler }: Run): Promise<void> {
  const alive = processes.filter(({ life }) => life.alive)
  if (alive.length > 0) await scheduler.kill(random.pick(alive).life)
}

/** A process is thought dead and started again while it still runs: it must not do harm until it notices. */
function startTwice(run: Run): void {
  const { processes, random, trace } = run
  const alive = processes.filter(({ life }) => life.alive)
  if (alive.length === 0) return
  const old = random.pick(alive)
  trace.note(`${old.life.name} is started twice`)
  loseLocks(run, old.life)
  start(run, old.rooms)
}

function restartDead(run: Run): void {
  for (const rooms of run.layout) if (!run.processes.some((one) => one.rooms === rooms && one.life.alive)) start(run, rooms)
}

function start(run: Run, rooms: readonly Room[]): void {
  const life = run.processes.filter((one) => one.rooms === rooms).length + 1
  run.trace.note(`${rooms.join('+')} starts for the time ${life}`)
  run.processes.push(startEngineProcess(run, { name: `${rooms.join('+')} ${life}`, rooms }))
}

/** No more faults: everything that was begun must come to its end, and then all books must agree. */
async function heal(run: Run): Promise<void> {
  const { scheduler, random, chain, database } = run
  scheduler.setFaults({})
  if (random.chance(0.4)) await passTime(run, 1_000 * random.pick([4_000, 100_000]))
  let onItsWay: string[] = []
  for (let round = 0; round < QUIET_ROUNDS; round += 1) {
    while (await scheduler.step()) if (scheduler.steps() > MOST_STEPS) throw new PromiseBroken(`not quiet after ${MOST_STEPS} steps`)
    onItsWay = await listOnItsWay(database.as('infinitio_owner'))
    const checkpoint = await readCheckpoint(database.as('infinitio_owner'))
    const isFollowed = checkpoint?.headHash === chain.head().hash
    if (onItsWay.length === 0 && isFollowed && chain.pending(0).mined.length === 0 && round > 3) return expectNoDifference(run)
    restartDead(run)
    // What was matched waits until the guardian's pause is over.
    const pausedMs = chain.head().state.pausedUntil * 1_000 - scheduler.nowMs()
    if (pausedMs > 0) await passTime(run, pausedMs)
    if (chain.pending(0).mined.length > 0 || (onItsWay.length > 0 && isFollowed)) mineAll(run)
    await passTime(run, 1_000)
  }
  throw new PromiseBroken(`still on its way after ${QUIET_ROUNDS} rounds: ${onItsWay.join(', ')}`)
}

function mineAll(run: Run): void {
  const block = run.chain.mine({ now: Math.floor(run.scheduler.nowMs() / 1_000), baseFee: GWEI, takes: () => true })
  remember(run, block)
  run.trace.note(`block ${block.number} ${block.hash}`)
}

async function expectNoDifference(run: Run): Promise<void> {
  const { onItsWay, findings } = await findDifferences(run)
  if (onItsWay.length > 0) findings.push(`on its way: ${onItsWay.join(', ')}`)
  if (findings.length > 0) throw new PromiseBroken(findings.join('\n'))
}

function countsOf({ chain, processes, scheduler }: Run): Counts {
  const counts: Counts = { ...scheduler.fates(), starts: processes.length }
  const add = (name: string) => {
    counts[name] = (counts[name] ?? 0) + 1
  }
  for (const { mined } of chain.blocks)
    for (const { refusal, events } of mined) {
      if (refusal !== null) add(refusal.errorName)
      for (const { name } of events) add(name)
    }
  return counts
}

function wakeListeners(house: DatabaseHouse, channels: readonly string[]): void {
  for (const { channels: heard, onWake } of house.listeners) for (const channel of heard) if (channels.includes(channel)) onWake(channel)
}
