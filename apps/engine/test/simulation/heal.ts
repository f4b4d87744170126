import { listOnItsWay, readCheckpoint } from '@infinitio/db'
import { findDifferences, PromiseBroken } from './brokenPromises.ts'
import { GWEI, passTime, remember } from './blocks.ts'
import { restartDead, type Run } from './run.ts'

const QUIET_ROUNDS = 400
const MOST_STEPS = 30_000

/** Ends all injected faults, lets all work finish, and expects journal, order book, database rows and chain to agree. */
export async function heal(run: Run): Promise<void> {
  const { scheduler, random, chain, database } = run
  scheduler.setFaults({})
  const mostSteps = scheduler.steps() + MOST_STEPS
  if (random.chance(0.4)) await passTime(run, 1_000 * random.pick([4_000, 100_000]))
  let onItsWay: string[] = []
  for (let round = 0; round < QUIET_ROUNDS; round += 1) {
    while (await scheduler.step()) if (scheduler.steps() > mostSteps) throw new PromiseBroken(`not quiet after ${MOST_STEPS} steps`)
    onItsWay = await listOnItsWay(database.as('infinitio_owner'))
    const checkpoint = await readCheckpoint(database.as('infinitio_owner'))
    const isFollowed = checkpoint?.headHash === chain.head().hash
    if (onItsWay.length === 0 && isFollowed && chain.pending(0).mined.length === 0 && round > 3) return expectNoDifference(run)
    restartDead(run)
    // Matches wait until the guardian's pause is over.
    const pausedMs = chain.head().state.pausedUntil * 1_000 - scheduler.nowMs()
    if (pausedMs > 0) await passTime(run, pausedMs)
    if (chain.pending(0).mined.length > 0 || (onItsWay.length > 0 && isFollowed)) mineAll(run)
    await passTime(run, 1_000)
  }
  throw new PromiseBroken(`still on its way after ${QUIET_ROUNDS} rounds: ${onItsWay.join(', ')}`)
}

/** Mines a block with all waiting transactions. */
export function mineAll(run: Run): void {
  const block = run.chain.mine({ now: Math.floor(run.scheduler.nowMs() / 1_000), baseFee: GWEI, takes: () => true })
  remember(run, block)
  run.trace.note(`block ${block.number} ${block.hash}`)
}

async function expectNoDifference(run: Run): Promise<void> {
  const { onItsWay, findings } = await findDifferences(run)
  if (onItsWay.length > 0) findings.push(`on its way: ${onItsWay.join(', ')}`)
  if (findings.length > 0) throw new PromiseBroken(findings.join('\n'))
}
