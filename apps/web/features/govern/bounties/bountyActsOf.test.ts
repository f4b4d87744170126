import { address } from '@infinitio/domain'
import type { BountyWire } from '@infinitio/domain/wire'
import { expect, test } from 'vitest'
import { bountyActsOf } from './bountyActsOf.ts'

const [sponsor, claimer, reviewer] = [1, 2, 3].map((digit) => address(`0x${`${digit}`.repeat(40)}`)) as [never, never, never]

test('offers only the actions on a bounty that the contract would accept from an account', () => {
  const bounty = (more: Partial<BountyWire>) =>
    ({ state: 'open', isDue: false, sponsor, claimer: null, panel: null, owed: [], ...more }) as unknown as BountyWire
  expect(bountyActsOf(bounty({}), claimer)).toEqual(['claim'])
  expect(bountyActsOf(bounty({}), sponsor)).toEqual(['takeBack'])
  expect(bountyActsOf(bounty({ isDue: true }), claimer)).toEqual(['advance'])
  expect(bountyActsOf(bounty({ state: 'claimed', claimer }), claimer)).toEqual(['submit'])
  expect(bountyActsOf(bounty({ state: 'claimed', claimer }), reviewer)).toEqual([])
  expect(bountyActsOf(bounty({ state: 'drawable', claimer }), reviewer)).toEqual(['draw'])
  const panel = { id: '7', size: 3, reviewers: [reviewer], answers: [], answerUntil: 80 }
  expect(bountyActsOf(bounty({ state: 'review', panel }), reviewer)).toEqual(['review'])
  expect(bountyActsOf(bounty({ state: 'review', panel }), claimer)).toEqual([])
  expect(bountyActsOf(bounty({ state: 'review', isDue: true, panel }), reviewer)).toEqual(['advance'])
  const answers = [{ reviewer, score: 70, reason: '' }]
  expect(bountyActsOf(bounty({ state: 'review', panel: { ...panel, answers } }), reviewer)).toEqual([])
  expect(bountyActsOf(bounty({ state: 'accepted', owed: [{ account: claimer, amount: '1' }] }), claimer)).toEqual(['payOut'])
})
