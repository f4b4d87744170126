import type { ProposalDetailWire } from '@infinitio/domain/wire'
import { expect, test } from 'vitest'
import { proposalSteps } from '#web/features/govern/proposals/nextOf.ts'

const [votesUntil, delay] = [1_000, 200]
const at = (step: ProposalDetailWire['timeline'][number]['step'], time: number) => ({ step, at: time, txHash: null, final: null, reason: null })
const stepsOf = (state: ProposalDetailWire['state'], timeline: ProposalDetailWire['timeline'], wait: number | null = delay) =>
  proposalSteps({ state, votesUntil, timeline }, wait).map(({ step, at: time }) => `${step} ${time}`)

test('adds when a proposal can be queued and executed, while its vote has not ended', () => {
  const timeline = [at('votesFrom', 500), at('votesUntil', votesUntil)]
  for (const state of ['pending', 'active'] as const)
    expect(stepsOf(state, timeline)).toEqual(['votesFrom 500', 'votesUntil 1000', 'queueFrom 1000', 'executeFrom 1200'])
  expect(stepsOf('active', timeline, null)).toEqual(['votesFrom 500', 'votesUntil 1000', 'queueFrom 1000'])
})

test('names the act that the deadline of a passed proposal limits', () => {
  const timeline = [at('expires', 3_000)]
  expect(stepsOf('succeeded', timeline)).toEqual(['queueBy 3000'])
  expect(stepsOf('queued', timeline)).toEqual(['executeBy 3000'])
  expect(stepsOf('expired', timeline)).toEqual(['expires 3000'])
})
