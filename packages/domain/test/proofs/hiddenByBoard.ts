import { classReferences } from '../../src/proofs/classReference.ts'
import { timerCount } from './commitTimes.ts'
import { hashOf } from './hashOf.ts'
import { choiceOfOwnBoard } from './ownBoard.ts'

/**
 * A prover that operates the board can leave out nonces that sample its wrong rows. Returns in how many of `slots` slots that hides wrong values in this share
 * of rows and passes. The proof has the size of an H100 and is in time.
 */
export function hiddenByBoard(share: number, slots: number): number {
  const { work } = classReferences['NVIDIA H100 SXM 80 GB']
  let hidden = 0
  for (let slot = 0; slot < slots; slot += 1) {
    const nonces = Array.from({ length: timerCount }, (_, place) => ({ place, nonce: hashOf(`hidden ${slot} ${place}`) }))
    const sampling = { commit: hashOf(`hidden ${slot}`), zHash: hashOf(`hidden z ${slot}`), nonces, work }
    if (choiceOfOwnBoard(sampling, ({ row, pass }) => mixed(row * 64 + pass) < share * 2 ** 32) !== null) hidden += 1
  }
  return hidden
}

/** Mixes a number to 32 pseudo-random bits, to pick a share of rows and passes. */
function mixed(value: number): number {
  const first = Math.imul(value ^ (value >>> 16), 0x45d9f3b)
  const second = Math.imul(first ^ (first >>> 16), 0x45d9f3b)
  return (second ^ (second >>> 16)) >>> 0
}
