import { randomFrom } from '@infinitio/process/test'
import { classReferences } from '../../src/proofs/classReference.ts'
import { proofVerdict, type TimerView } from '../../src/proofs/proofVerdict.ts'
import { commitTimes } from './commitTimes.ts'

/** The delay of a slow network: 300 ms in each direction. */
const slowNetwork = { leastMs: 300, mostMs: 300 }

/** Simulates `slots` honest GPU proofs, and returns how many of them fail because of the network. The class is the one with the shortest time window. */
export function falseAlarms(slots: number): number {
  const { referenceSeconds } = Object.values(classReferences).reduce((least, one) => (one.referenceSeconds < least.referenceSeconds ? one : least))
  const random = randomFrom(225)
  let alarms = 0
  for (let slot = 0; slot < slots; slot += 1) {
    const views = commitTimes(referenceSeconds, slowNetwork, random).map(
      (commitMs): TimerView => ({ stake: 1n, hasNonce: true, opened: true, commitMs }),
    )
    if (proofVerdict(views, { rowsRight: true, referenceSeconds }) !== 'passed') alarms += 1
  }
  return alarms
}
