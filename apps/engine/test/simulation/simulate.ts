import type { Random } from '../../../../packages/matching/test/randomOf.ts'
import { mine, passTime } from './blocks.ts'
import { expectOneLanding } from './brokenPromises.ts'
import { loseLocks } from './engineProcess.ts'
import { heal } from './heal.ts'
import { countLeaseEdges, type LeaseEdge } from './leaseEdges.ts'
import { openForBusiness, somebodyActs } from './people.ts'
import { beginRun, restartDead, type Run, start, startProcesses } from './run.ts'
import type { Faults } from './scheduler.ts'
import type { SimulatedDatabase } from './simulatedDatabase.ts'

/** The result of one run: a hash of all its events, and its failure if there is one. */
export type SimulationResult = {
  seed: number
  traceHash: string
  steps: number
  lines: readonly string[]
  failure: Error | null
  counts: Counts
  edges: Record<LeaseEdge, number>
}

/** How often each kind of thing happened in the run: events and refusals of the chain, injected faults (such as a lost answer), and restarts. */
export type Counts = Record<string, number>

const TURNS = 60
const STEPS_A_TURN = 31

/**
 * Simulates one market, as a seed decides: people, the engine's real matcher, follower and worker, and the model chain (a simulated blockchain), with crashes,
 * lost and late answers, reorgs and jumps in time. Then ends all faults and compares all amounts and rows with the chain. The same seed gives the same trace.
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
  const run = await beginRun({ seed, database, keepsTrace })
  run.faults = moodOf(run.random)
  run.scheduler.setFaults(run.faults)
  await openForBusiness(run, () => mine(run))
  startProcesses(run)
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

/** Returns the rates of the faults in a run: calm, rough or wild. Some kinds of fault are absent from some runs. */
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

/** Moves time forward to a moment at which something new can be done with some lease. */
async function passToMoment(run: Run): Promise<void> {
  const { chain, random, scheduler } = run
  const leases = [...chain.head().state.leases.values()]
  if (leases.length === 0) return
  const { terms, readyDelay, endOffset, state } = random.pick(leases)
  const now = scheduler.nowMs() / 1_000
  // While the node of a booked lease can still send Ready in time, the clock usually stays, so that Ready is not too late.
  if (state === 'booked' && now >= terms.start && now <= terms.start + 600 && random.chance(0.9)) return
  const [ready, end] = [terms.start + readyDelay, terms.start + endOffset]
  const moments = [terms.start, terms.start + 610, terms.start + 4_220, ready + terms.trialSeconds, ready + 4_000, end - 400, end, end + 3_610]
  const later = moments.map((moment) => moment * 1_000 - scheduler.nowMs()).filter((ms) => ms > 0)
  const chosen = random.chance(0.6) ? Math.min(...later) : random.pick([...later, 0])
  if (later.length > 0) await passTime(run, Math.min(chosen, 100_000_000))
}

/** Makes the chain drop blocks, but never the first one. Then mines at most one block more than it dropped. */
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

/**
 * Starts a second process while the first still runs, as if somebody had wrongly thought that the first was dead. The first process must do no harm until it
 * notices that it has lost its locks.
 */
function startTwice(run: Run): void {
  const { processes, random, trace } = run
  const alive = processes.filter(({ life }) => life.alive)
  if (alive.length === 0) return
  const old = random.pick(alive)
  trace.note(`${old.life.name} is started twice`)
  loseLocks(run, old.life)
  start(run, old.rooms)
}

/** Returns how often each kind of event happened in a run. */
export function countsOf({ chain, processes, scheduler }: Run): Counts {
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
