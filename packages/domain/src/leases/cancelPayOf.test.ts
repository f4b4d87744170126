import { describe, expect, test } from 'vitest'
import { type CancelPayTerms, cancelPayOf, durationSeconds, leaseFlags, pTokenUnits, unixSeconds } from '../index.ts'

const start = 1_800_000_000n
const ahead: CancelPayTerms = {
  pricePerGpuSecond: pTokenUnits(7n),
  gpus: 8,
  start: unixSeconds(start),
  durationSeconds: durationSeconds(20n * 86_400n),
  noticeSeconds: durationSeconds(86_400n),
  trialSeconds: durationSeconds(0n),
  flags: 0,
}
const secondsAt = (terms: CancelPayTerms, offset: bigint) => cancelPayOf(terms, unixSeconds(start + offset)) / 56n

describe('cancelPayOf', () => {
  test('charges the whole notice from the start until 600 s later, and nothing at 601 s', () => {
    expect([-3_600n, 0n, 599n, 600n, 601n].map((offset) => secondsAt(ahead, offset))).toEqual([82_800n, 86_400n, 86_400n, 86_400n, 0n])
  })

  test('charges nothing for a lease of 300 s at 301 s', () => {
    const short = { ...ahead, durationSeconds: durationSeconds(300n) }
    expect([0n, 300n, 301n, 600n].map((offset) => secondsAt(short, offset))).toEqual([300n, 300n, 0n, 0n])
  })

  test('charges nothing from the start on for a spot lease and for a lease with a trial', () => {
    const spot = { ...ahead, flags: leaseFlags.spot }
    const tried = { ...ahead, trialSeconds: durationSeconds(300n) }
    for (const terms of [spot, tried]) expect([0n, 300n, 600n, 601n].map((offset) => secondsAt(terms, offset))).toEqual([0n, 0n, 0n, 0n])
  })
})
