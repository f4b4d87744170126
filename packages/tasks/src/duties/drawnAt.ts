import { type Address, type Hex32, keccak256Hex, packWords } from '@infinitio/domain'
import { drawOf } from '../draw/drawOf.ts'
import { blocksPerStep, dueStep } from '../draw/dueStep.ts'
import { keptHashes } from '../pool/poolTimes.ts'

/** The newest block and its Unix second. A call that is sent now is in a later block. */
export type PoolHead = { readonly block: number; readonly at: number }

/** Returns the hash of a block, or null if the chain has forgotten it. */
export type HashOf = (block: number) => Hex32 | null

/** A draw of accounts: the block since which it is open, and what makes its seed different from those of other draws of the task. */
export type Draw = { readonly taskId: Hex32; readonly since: number; readonly round: Hex32 }

/** Returns the word that a place of a run mixes into its seed: the place and one. */
export function roundOfPlace(place: number): Hex32 {
  return `0x${(place + 1).toString(16).padStart(64, '0')}` as Hex32
}

/**
 * Returns the seed of a draw: from the hash of the block after `since`. Null while that block does not exist, and 0 once the chain has forgotten it. Calculates the
 * same as `PoolTasks._seedAfter` for a call in the next block.
 */
export function seedOf({ taskId, since, round }: Draw, head: PoolHead, hashOf: HashOf): bigint | null {
  if (head.block < since + 1) return null
  const hash = head.block + 1 - (since + 1) > keptHashes ? null : hashOf(since + 1)
  return hash === null ? 0n : BigInt(keccak256Hex(packWords([BigInt(hash), BigInt(round), BigInt(taskId)])))
}

/** An account in a draw: its weight, and the sum of all stakes. 1e-9 PToken. */
export type InDraw = { readonly account: Address; readonly weight: bigint; readonly total: bigint }

/** Returns the first block in which an account may take the place; null if it never may, or while the seed is not known. */
export function dueBlock(draw: Draw, who: InDraw, { head, hashOf }: { head: PoolHead; hashOf: HashOf }): number | null {
  const seed = seedOf(draw, head, hashOf)
  if (seed === null) return null
  const step = dueStep(seed === 0n ? 0n : drawOf(hexOf(seed), who.account), { weight: who.weight, total: who.total })
  return step === null ? null : draw.since + 2 + step * blocksPerStep
}

/** Returns a number as a word. */
export function hexOf(value: bigint): Hex32 {
  return `0x${value.toString(16).padStart(64, '0')}` as Hex32
}
