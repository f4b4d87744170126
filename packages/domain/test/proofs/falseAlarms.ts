import { classReferences, proofVerdict, type TimerView } from '../../src/proofs/index.ts'
import { timerCount } from './judgeProof.ts'

const delayMs = 300
const lossShare = 0.01
/** Time after which an open connection with data in flight sends a lost packet again. A new connection takes 3 s. */
const repeatMs = 600

/**
 * Returns how many of some honest proofs do not pass because of the network. The class is the one with the shortest window; each card is up to 5 % slower or
 * faster than its reference. Uses its own random numbers from a fixed seed.
 */
export function falseAlarms(slots: number): number {
  const { referenceSeconds } = Object.values(classReferences).reduce((least, one) => (one.referenceSeconds < least.referenceSeconds ? one : least))
  const random = randomFrom(225)
  let alarms = 0
  for (let slot = 0; slot < slots; slot += 1) {
    const workedMs = referenceSeconds * 1_000 * (0.95 + random() * 0.1)
    const views = Array.from({ length: timerCount }, (): TimerView => {
      const seenMs = travelMs(random)
      return { stake: 1n, hasNonce: true, opened: true, commitMs: seenMs + workedMs + travelMs(random) }
    })
    if (proofVerdict(views, { rowsRight: true, referenceSeconds }) !== 'passed') alarms += 1
  }
  return alarms
}

function travelMs(random: () => number): number {
  let time = delayMs
  while (random() < lossShare) time += repeatMs
  return time
}

/** A small generator of random numbers (mulberry32). */
function randomFrom(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}
