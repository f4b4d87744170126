import { describe, expect, it } from 'vitest'
import { offerSamples } from './offerSamples.ts'

describe('offerSamples', () => {
  it('compares started with shown listings, and returns percentiles of the start times', () => {
    const readyMs = [500, 100, 400, 200, 300, 600, 700, 800, 1_000, 900]
    expect(offerSamples({ shown: 20, readyMs })).toEqual({ shown: [20], started: [10], startedOfShown: [0.5], p50Ms: [500], p90Ms: [900] })
  })

  it('throws if no listing was shown or none started', () => {
    expect(() => offerSamples({ shown: 0, readyMs: [] })).toThrow('no offer was shown')
    expect(() => offerSamples({ shown: 100, readyMs: [] })).toThrow('no offer started')
  })
})
