import { type Address, type Hex32, type Keccak, keccak256, packWords } from '@infinitio/domain'
import { blocksPerStep, dueStep } from '../draw/dueStep.ts'
import { keptHashes } from '../pool/poolTimes.ts'
import type { PoolBatchView } from '../pool/poolView.ts'
import type { HashOf, PoolHead } from './drawnAt.ts'
import { createLowestFirst, type LowestFirst } from './lowestFirst.ts'

/** A provider that looks for tasks: its weight in the random selection (the stake that counts), and the sum of all stakes, both in 1e-9 PToken. */
export type Seeker = { readonly provider: Address; readonly weight: bigint; readonly total: bigint }

/**
 * Remembers the draws of providers, so that few of them are calculated again. A draw is the random number of a provider for an open task; it decides from which
 * block on the provider may accept the task.
 */
export type DrawBook = {
  /**
   * Finds tasks of a batch that nobody has accepted yet and that the provider may accept in the next block. Returns the indexes of at most `most` of them. One
   * call calculates at most `drawsAtOnce` new draws (random numbers); the next call continues with the others. The same sequence of calls gives the same
   * answers.
   */
  readonly dueTasks: (
    seeker: Seeker & { readonly most: number },
    batch: PoolBatchView,
    now: { readonly head: PoolHead; readonly hashOf: HashOf },
  ) => number[]
  /**
   * Returns true if the draws (random numbers) of earlier `dueTasks` calls already show that the provider may accept none of these tasks in the next block.
   * Costs much less than `dueTasks`.
   */
  readonly isQuiet: (seeker: Seeker, batch: PoolBatchView, head: PoolHead) => boolean
}

/**
 * The most new draws (random numbers of one provider for the tasks of one batch) that one call of `dueTasks` calculates. More would keep other work of the
 * process waiting.
 */
const drawsAtOnce = 10_000
const wordBytes = 32

/**
 * The draws (random numbers) for the tasks of one batch that were calculated so far. `seeds` has 32 bytes for each task: the seed of its draws. They are valid
 * only if `isKnown` has a 1 for the task.
 */
type Drawing = { readonly hash: Hex32; readonly seeds: Uint8Array; readonly isKnown: Uint8Array; readonly providers: Map<Address, Draws> }

/**
 * The draws (random numbers) of one provider for the tasks of a batch.
 * - `drawn` counts the calculated ones; they belong to the tasks from index `start` on.
 * - `waiting` has the tasks among these that may still be open, sorted by draw.
 * - `top` tells for the first task in `waiting` in which block the provider may accept it.
 */
type Draws = { readonly start: number; drawn: number; readonly waiting: LowestFirst; top: Due | null }

type Due = { readonly index: number; readonly weight: bigint; readonly total: bigint; readonly block: number | null }

/**
 * Creates an empty cache of draws (random numbers that decide when a provider may take a task). For each batch, a provider begins its search at a task that
 * follows from its address, so that two providers seldom try to accept the same task. The search ends when enough tasks are found. All tasks of a batch become
 * open in the same block. So among the tasks of a batch, the provider can always accept the one with the lowest draw first, whatever its stake is.
 */
export function createDrawBook(keccak: Keccak = keccak256): DrawBook {
  const drawings = new WeakMap<PoolBatchView, Drawing>()

  function drawingOf(batch: PoolBatchView, hash: Hex32): Drawing {
    const known = drawings.get(batch)
    if (known?.hash === hash) return known
    const { count } = batch.batch
    const drawing = { hash, seeds: new Uint8Array(wordBytes * count), isKnown: new Uint8Array(count), providers: new Map() }
    drawings.set(batch, drawing)
    return drawing
  }

  function seedOf({ hash, seeds, isKnown }: Drawing, { batchId, beaconSeed }: PoolBatchView, index: number): Uint8Array {
    const place = seeds.subarray(wordBytes * index, wordBytes * (index + 1))
    if (isKnown[index] === 1) return place
    const words = packWords([BigInt(hash), BigInt(beaconSeed), 0n])
    words.set(keccak(packWords([BigInt(batchId), BigInt(index)])), 2 * wordBytes)
    place.set(keccak(words))
    isKnown[index] = 1
    return place
  }

  return {
    dueTasks(seeker, batch, { head, hashOf }) {
      const decides = batch.submitBlock + 1
      if (head.block < decides || seeker.weight === 0n) return []
      const hash = head.block + 1 - decides > keptHashes ? null : hashOf(decides)
      if (hash === null) return firstOpen(batch, startOf(seeker.provider, batch), seeker.most)
      const drawing = drawingOf(batch, hash)
      const draws = drawing.providers.get(seeker.provider) ?? {
        start: startOf(seeker.provider, batch),
        drawn: 0,
        waiting: createLowestFirst(),
        top: null,
      }
      drawing.providers.set(seeker.provider, draws)
      const words = packWords([0n, BigInt(seeker.provider)])
      const drawOf = (index: number) => {
        words.set(seedOf(drawing, batch, index))
        return keccak(words)
      }
      const { most, ...who } = seeker
      return takeDue({ draws, batch, seeker: who, most, next: head.block + 1, drawOf })
    },
    isQuiet({ provider, weight, total }, batch, head) {
      const draws = drawings.get(batch)?.providers.get(provider)
      if (draws === undefined || draws.drawn < batch.batch.count || head.block - batch.submitBlock > keptHashes) return false
      const { top } = draws
      if (top === null || top.weight !== weight || top.total !== total || top.index !== draws.waiting.first()) return false
      return top.block === null || top.block > head.block + 1
    },
  }
}

type Taking = {
  readonly draws: Draws
  readonly batch: PoolBatchView
  readonly seeker: Seeker
  readonly most: number
  readonly next: number
  /** Returns the provider's draw (its random number) for a task, as 32 bytes. */
  readonly drawOf: (index: number) => Uint8Array
}

function takeDue({ draws, batch, seeker, most, next, drawOf }: Taking): number[] {
  const { waiting } = draws
  const { weight, total } = seeker
  const found: { index: number; key: number }[] = []
  const dueBlock = (draw: Uint8Array): number | null => {
    const step = dueStep(numberOf(draw), { weight, total })
    return step === null ? null : batch.submitBlock + 2 + step * blocksPerStep
  }
  const isDue = (index: number): boolean => {
    const known = draws.top
    const due =
      known?.index === index && known.weight === weight && known.total === total ? known : { index, weight, total, block: dueBlock(drawOf(index)) }
    draws.top = due
    return due.block !== null && due.block <= next
  }
  const takeFirst = (index: number) => found.push({ index, key: waiting.removeFirst() ?? 0 })
  for (let index = waiting.first(); index !== undefined && found.length < most; index = waiting.first()) {
    if (batch.tasks.has(index)) waiting.removeFirst()
    else if (isDue(index)) takeFirst(index)
    else break
  }
  // No task in `waiting` can be accepted now. So a task with a new draw (random number) can be accepted only if its draw is lower than the draws of all these
  // tasks.
  const { count } = batch.batch
  for (const until = Math.min(count, draws.drawn + drawsAtOnce); draws.drawn < until && found.length < most; draws.drawn += 1) {
    const index = (draws.start + draws.drawn) % count
    if (batch.tasks.has(index)) continue
    waiting.add(index, keyOf(drawOf(index)))
    if (waiting.first() === index && isDue(index)) takeFirst(index)
  }
  for (const { index, key } of found) waiting.add(index, key)
  return found.map(({ index }) => index)
}

/**
 * Returns the first `most` open tasks from index `start` on. The chain remembers only the newest blocks. Once it has forgotten the block that selects the
 * accounts, everybody may accept every task.
 */
function firstOpen(batch: PoolBatchView, start: number, most: number): number[] {
  const found: number[] = []
  for (let step = 0; step < batch.batch.count && found.length < most; step += 1) {
    const index = (start + step) % batch.batch.count
    if (!batch.tasks.has(index)) found.push(index)
  }
  return found
}

/** Returns the index of the task with which a provider begins its search. */
function startOf(provider: Address, { batchId, batch }: PoolBatchView): number {
  return Number(numberOf(keccak256(packWords([BigInt(provider), BigInt(batchId)]))) % BigInt(batch.count))
}

function numberOf(bytes: Uint8Array): bigint {
  const view = new DataView(bytes.buffer, bytes.byteOffset, wordBytes)
  return (view.getBigUint64(0) << 192n) | (view.getBigUint64(8) << 128n) | (view.getBigUint64(16) << 64n) | view.getBigUint64(24)
}

/** Returns the highest 52 bits of a draw (random number). They fit a number, and sort draws in the same order. */
function keyOf(draw: Uint8Array): number {
  const view = new DataView(draw.buffer, draw.byteOffset, wordBytes)
  return view.getUint32(0) * 2 ** 20 + (view.getUint32(4) >>> 12)
}
