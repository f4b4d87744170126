import { expectConserved } from './brokenPromises.ts'
import type { ModelBlock } from './model/modelChain.ts'
import type { Run } from './run.ts'

/** One gwei, in wei. */
export const GWEI = 10n ** 9n

/** Mines a block with a random base fee. Some blocks are too full for all waiting transactions. */
export function mine(run: Run): void {
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

/** Stores a new block and checks its amounts. */
export function remember({ blocksByHash, branches, finality, finalityBlocks }: Run, block: ModelBlock): void {
  expectConserved(block)
  if (block.number - finalityBlocks > finality.number) finality.number = block.number - finalityBlocks
  blocksByHash.set(block.hash, block)
  const landed = block.mined
    .filter(({ refusal, data, events }) => refusal === null && data !== '0x' && !events.some(({ name }) => name === 'SettleSkipped'))
    .map(({ hash }) => hash as string)
  branches.set(block.hash, [...(branches.get(block.parentHash) ?? []), ...landed])
}

/** Advances the clock of scheduler and database, in ms. */
export async function passTime({ scheduler, database, trace }: Run, ms: number): Promise<void> {
  scheduler.advance(ms)
  await database.setClock(scheduler.nowMs())
  trace.note(`${scheduler.nowMs()} is the time`)
}
