import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { durationSeconds, trialSecondsOf } from '../index.ts'

type Vector = { askTrialSeconds: string; durationSeconds: string; cluster: boolean; trialSeconds: string }
const vectors = JSON.parse(readFileSync(new URL('../../vectors/trials.json', import.meta.url), 'utf8')) as Vector[]

describe('trialSecondsOf', () => {
  test('limits the trial as in the vectors that the contract also meets', () => {
    expect(vectors.length).toBeGreaterThan(200)
    for (const vector of vectors) {
      const askTrialSeconds = durationSeconds(BigInt(vector.askTrialSeconds))
      const given = { askTrialSeconds, durationSeconds: durationSeconds(BigInt(vector.durationSeconds)), cluster: vector.cluster }
      expect(trialSecondsOf(given)).toBe(BigInt(vector.trialSeconds))
    }
  })

  test('gives a lease of one minute 6 s from an ask with 5 minutes', () => {
    expect(trialSecondsOf({ askTrialSeconds: durationSeconds(300n), durationSeconds: durationSeconds(60n), cluster: false })).toBe(6n)
  })

  test('gives a cluster of 15 minutes no trial', () => {
    expect(trialSecondsOf({ askTrialSeconds: durationSeconds(300n), durationSeconds: durationSeconds(900n), cluster: true })).toBe(0n)
  })

  test('gives 20 days one hour from an ask with the longest trial', () => {
    const askTrialSeconds = durationSeconds(2n ** 32n - 1n)
    expect(trialSecondsOf({ askTrialSeconds, durationSeconds: durationSeconds(20n * 86_400n), cluster: false })).toBe(3_600n)
  })
})
