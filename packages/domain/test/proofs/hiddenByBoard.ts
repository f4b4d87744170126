import { classReferences } from '../../src/proofs/classReference.ts'
import { timerCount } from './commitTimes.ts'
import { hashOf } from './hashOf.ts'
import { choiceOfOwnBoard } from './ownBoard.ts'

/**
 * If the prover itself operates the API that publishes nonces, it can leave out nonces that sample its wrong rows. Simulates `slots` proof slots, and returns
 * in how many of them this hides wrong values in the fraction `share` of rows and passes (rounds of multiplication). The proof has the size for an H100 and is
 * in time.
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

/** Calculates 32 pseudo-random bits from a number. They select the rows and passes with wrong values. */
function mixed(value: number): number {
  const first = Math.imul(value ^ (value >>> 16), 0x45d9f3b)
  const second = Math.imul(first ^ (first >>> 16), 0x45d9f3b)
  return (second ^ (second >>> 16)) >>> 0
}
