import { expect, test } from 'vitest'
import { filterOf, needsVote } from '#web/features/govern/proposals/proposalTabs.ts'

test('filters by the state of a tab, by words and by account', () => {
  expect(filterOf({ tab: 'all', text: '  ', account: null })).toEqual({})
  expect(filterOf({ tab: 'mine', text: ' fee ', account: '0x1' })).toEqual({ state: 'voting', text: 'fee', account: '0x1' })
  expect(filterOf({ tab: 'waiting', text: '', account: null })).toEqual({ state: 'waiting' })
  expect(filterOf({ tab: 'ended', text: 'x'.repeat(200), account: null })).toEqual({ state: 'ended', text: 'x'.repeat(100) })
})

test('requests a vote only if the account has votes and has not voted', () => {
  expect(needsVote({ state: 'active', own: { votes: '5', support: null } })).toBe(true)
  expect(needsVote({ state: 'active', own: { votes: '0', support: null } })).toBe(false)
  expect(needsVote({ state: 'active', own: { votes: '5', support: 'against' } })).toBe(false)
  expect(needsVote({ state: 'pending', own: { votes: '5', support: null } })).toBe(false)
  expect(needsVote({ state: 'active', own: null })).toBe(false)
})
