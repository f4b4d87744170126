import { type Address, type Hex32, keccak256Hex, packWords } from '@infinitio/domain'
import { drawOf } from '../draw/drawOf.ts'
import { blocksPerStep, dueStep } from '../draw/dueStep.ts'
import { keptHashes } from '../pool/poolTimes.ts'

/** The number and the Unix second of the newest block. A call that is sent now will be in a later block. */
export type PoolHead = { readonly block: number; readonly at: number }

/** Returns the hash of a block, or null if the chain has forgotten it. */
export type HashOf = (block: number) => Hex32 | null

/**
 * A draw: the random selection of the accounts that may accept a task, or may check it. `since` is the block in which the task, or the check, became open.
 * `round` makes the seed differ from the seeds of the other draws for the same task.
 */
export type Draw = { readonly taskId: Hex32; readonly since: number; readonly round: Hex32 }

/** Returns the `round` of the draw for a run that checks a task: the number of this run among the task's checks (0 to 7) plus one. */
export function roundOfPlace(place: number): Hex32 {
  return `0x${(place + 1).toString(16).padStart(64, '0')}` as Hex32
}

/**
 * Returns the seed of a draw. It comes from the hash of the block after `since`. Returns null while that block does not exist. Returns 0, which lets every
 * account take the task, if the chain has forgotten that hash or `hashOf` does not know it. Calculates the same as `PoolTasks._seedAfter` for a call in the
 * next block.
 */
export function seedOf({ taskId, since, round }: Draw, head: PoolHead, hashOf: HashOf): bigint | null {
  if (head.block < since + 1) return null
  const hash = head.block + 1 - (since + 1) > keptHashes ? null : hashOf(since + 1)
  return hash === null ? 0n : BigInt(keccak256Hex(packWords([BigInt(hash), BigInt(round), BigInt(taskId)])))
}

/** An account that takes part in a random selection (draw) for tasks: its weight (the stake that counts), and the sum of all stakes, both in 1e-9 PToken. */
export type InDraw = { readonly account: Address; readonly weight: bigint; readonly total: bigint }

/**
 * Returns the first block in which an account may accept the task, or the check, of a draw. Returns null if the account has no weight, or while the seed of the
 * draw is not known.
 */
export function dueBlock(draw: Draw, who: InDraw, { head, hashOf }: { head: PoolHead; hashOf: HashOf }): number | null {
  const seed = seedOf(draw, head, hashOf)
  if (seed === null) return null
  const step = dueStep(seed === 0n ? 0n : drawOf(hexOf(seed), who.account), { weight: who.weight, total: who.total })
  return step === null ? null : draw.since + 2 + step * blocksPerStep
}

/** Returns a number as a word of 32 bytes in hex. */
export function hexOf(value: bigint): Hex32 {
  return `0x${value.toString(16).padStart(64, '0')}` as Hex32
}
