import type { ProjectWire } from '@infinitio/domain/wire'
import { describe, expect, test } from 'vitest'
import { projectActsOf } from './projectActsOf.ts'
import { isMilestoneWrong, projectDraft } from './projectDraft.ts'

const [proposer, sponsor, other] = ['0x1', '0x2', '0x3']
const yes = { account: sponsor, locked: '5', votedOn: 0, agrees: true }
const of = (more: object) => ({ state: 'voting', isDue: false, proposer, milestone: 0, sponsors: [yes], ...more }) as unknown as ProjectWire

describe('a project', () => {
  test('offers only the actions that the contract would accept from an account', () => {
    expect(projectActsOf(of({ state: 'funding' }), other ?? '')).toEqual(['sponsor'])
    expect(projectActsOf(of({}), sponsor ?? '')).toEqual(['vote'])
    expect(projectActsOf(of({}), proposer ?? '')).toEqual(['show', 'abandon'])
    expect(projectActsOf(of({ state: 'approved' }), sponsor ?? '')).toEqual([])
    // A sponsor who agreed only to an earlier milestone, or to none, may quit before this one is released.
    expect(projectActsOf(of({ state: 'approved', milestone: 1 }), sponsor ?? '')).toEqual(['quit'])
    expect(projectActsOf(of({ state: 'approved', sponsors: [{ ...yes, agrees: false }] }), sponsor ?? '')).toEqual(['quit'])
    expect(projectActsOf(of({ state: 'approved', milestone: 1, isDue: true }), sponsor ?? '')).toEqual(['release'])
    expect(projectActsOf(of({ state: 'ended' }), sponsor ?? '')).toEqual(['repay'])
    expect(projectActsOf(of({ state: 'ended' }), proposer ?? '')).toEqual([])
    expect(projectActsOf(of({ state: 'done' }), proposer ?? '')).toEqual([])
  })

  test('is complete once it has a text, days, a payee and milestones two weeks apart', () => {
    const account = `0x${'4'.repeat(40)}`
    const typed = { text: ' A scheduler ', payee: '', funding: '30', milestones: [{ amount: '60', days: '14' }] }
    const at = { now: 1_000, account }
    expect(projectDraft(typed, at)).toEqual({
      ...{ text: 'A scheduler', payee: account, fundingUntil: 1_000 + 30 * 86_400 - 60 },
      milestones: [{ amount: 60n * 10n ** 18n, dueAt: 1_000 + 44 * 86_400 - 60 }],
    })
    for (const wrong of [{ text: ' ' }, { funding: '91' }, { funding: '0' }, { payee: '0x12' }, { milestones: [] }])
      expect(projectDraft({ ...typed, ...wrong }, at), JSON.stringify(wrong)).toBeNull()
    const second = (days: string, amount = '1') => [
      { amount: '60', days: '30' },
      { amount, days },
    ]
    expect(isMilestoneWrong(second('43'), 1)).toBe(true)
    expect(isMilestoneWrong(second('44'), 1)).toBe(false)
    expect(isMilestoneWrong(second('44', '0'), 1)).toBe(true)
    expect(isMilestoneWrong(second('1461'), 1)).toBe(true)
    expect(isMilestoneWrong([{ amount: '1', days: '13' }], 0)).toBe(true)
  })
})
