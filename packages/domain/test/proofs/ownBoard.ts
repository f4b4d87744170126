import { samplesPerNonce } from '../../src/proofs/proofWork.ts'
import { type Sample, samplesOf, type Sampling, type TimerNonce } from '../../src/proofs/verifyProof.ts'

/**
 * The most nonces that a cheating operator of the API can leave out of sixteen, which is five: the other eleven still have more than two thirds of the stake.
 */
const mostLeftOut = 5

/**
 * Returns a selection of the published nonces that samples only right rows, or null if there is none. A prover that operates the API tries every choice that
 * leaves out at most five nonces.
 */
export function choiceOfOwnBoard({ nonces, ...slot }: Sampling, isWrong: (sample: Sample) => boolean): readonly TimerNonce[] | null {
  const rows = new Map<string, readonly Sample[]>()
  const rowsOf = (nonce: TimerNonce, count: number) => {
    const key = `${nonce.place} ${count}`
    const known = rows.get(key) ?? samplesOf(0, { ...slot, nonces: [nonce], work: { ...slot.work, samples: count } })
    rows.set(key, known)
    return known
  }
  for (const chosen of choicesOf(nonces)) {
    const count = samplesPerNonce(slot.work, chosen.length)
    const passAt = (index: number, j: number) => Number((BigInt(slot.zHash) + BigInt(index * count + j)) % BigInt(slot.work.passes))
    const isCaught = chosen.some((nonce, index) => rowsOf(nonce, count).some(({ row }, j) => isWrong({ row, pass: passAt(index, j) })))
    if (!isCaught) return chosen
  }
  return null
}

function* choicesOf(nonces: readonly TimerNonce[]): Generator<readonly TimerNonce[]> {
  for (let mask = 0; mask < 2 ** nonces.length; mask += 1) {
    const chosen = nonces.filter((_, at) => (mask >>> at) % 2 === 0)
    if (nonces.length - chosen.length <= mostLeftOut) yield chosen
  }
}
