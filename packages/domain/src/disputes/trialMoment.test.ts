import { describe, expect, it } from 'vitest'
import { jurySize, type TrialFacts, trialMoment, trialSeconds } from './trialMoment.ts'

const until = 1_800_000_000
const facts: TrialFacts = { state: 'evidence', until, round: 0, jury: null, revealed: 0 }
const day = 86_400

describe('trialMoment', () => {
  it('takes evidence until its deadline, and a jury in the four days after it', () => {
    expect(trialMoment(facts, until - 1)).toEqual({ acts: ['submit'], deadline: until })
    expect(trialMoment(facts, until)).toEqual({ acts: ['request'], deadline: until + 4 * day })
    expect(trialMoment(facts, until + 4 * day)).toEqual({ acts: ['lapse'], deadline: null })
  })

  it('requests a jury once, selects it, and lapses at the deadline', () => {
    const drawing = { ...facts, state: 'drawing', round: 1 } as const
    expect(trialMoment(drawing, until - 1).acts).toEqual(['request'])
    expect(trialMoment({ ...drawing, jury: 4n }, until - 1)).toEqual({ acts: ['draw'], deadline: until })
    expect(trialMoment({ ...drawing, jury: 4n }, until)).toEqual({ acts: ['lapse'], deadline: null })
  })

  it('hides votes for two days, shows them for one, and counts early if all were shown', () => {
    const voting = { ...facts, state: 'voting', round: 1, jury: 4n } as const
    expect(trialMoment(voting, until - day - 1)).toEqual({ acts: ['commit'], deadline: until - day })
    expect(trialMoment(voting, until - day)).toEqual({ acts: ['reveal'], deadline: until })
    expect(trialMoment({ ...voting, revealed: 5 }, until - day).acts).toEqual(['count'])
    expect(trialMoment({ ...voting, round: 2, revealed: 5 }, until - day).acts).toEqual(['reveal'])
    expect(trialMoment(voting, until)).toEqual({ acts: ['count'], deadline: null })
  })

  it('takes an appeal of a jury of five only', () => {
    const decided = { ...facts, state: 'decided', round: 1 } as const
    expect(trialMoment(decided, until - 1)).toEqual({ acts: ['appeal'], deadline: until })
    expect(trialMoment(decided, until).acts).toEqual(['execute'])
    expect(trialMoment({ ...decided, round: 2 }, until - 1)).toEqual({ acts: ['execute'], deadline: null })
  })

  it('pays jurors after the end, and does nothing where the record stands', () => {
    expect(trialMoment({ ...facts, state: 'done' }, until).acts).toEqual(['pay'])
    expect(trialMoment({ ...facts, state: 'stands' }, until).acts).toEqual([])
    expect(trialMoment({ ...facts, state: 'unknown' }, until).acts).toEqual([])
  })

  it('ends within 19 days', () => {
    const { evidence, draw, vote, appeal } = trialSeconds
    expect((evidence + draw + vote + appeal + draw + vote) / day).toBe(19)
    expect([0, 1, 2].map(jurySize)).toEqual([5, 5, 15])
  })
})
