import { address, hex32 } from '@infinitio/domain'
import type { ProposalWire } from '@infinitio/domain/wire'
import { expect, test } from 'vitest'
import type { ProposalRecord } from './proposalRecords.ts'
import { voteNews } from './voteNews.ts'

const day = 86_400
const account = address(`0x${'1'.repeat(40)}`)
const hash = hex32(`0x${'2'.repeat(64)}`)

function proposal(
  state: ProposalWire['state'],
  { number = 1, executedAt, title = 'Plan', against = '0' }: { number?: number; executedAt?: number; title?: string; against?: string } = {},
) {
  const wire: ProposalWire = {
    ...{ id: '1', number, title, state, proposer: account, proposedAt: 0, votesFrom: day, votesUntil: 6 * day, executableAt: null, expiresAt: null },
    ...{ votes: { for: '0', against, abstain: '0' }, quorum: '1', missing: '1', own: null },
  }
  const happenings = executedAt === undefined ? [] : [{ kind: 'executed', id: 1n, blockNumber: 1n, txHash: hash, at: executedAt } as const]
  return { wire, record: { number, happenings } as unknown as ProposalRecord }
}
const stepOf = (one: ReturnType<typeof proposal>, now: number) => voteNews([one], now)[0]?.step

test('reports that a vote opened, is closing, passed and was executed, each in its time', () => {
  expect(stepOf(proposal('pending'), day - 1)).toBeUndefined()
  expect(voteNews([proposal('active')], day)).toEqual([{ step: 'opened', proposal: 1, title: 'Plan', until: 6 * day }])
  expect(stepOf(proposal('active'), 5 * day - 1)).toBe('opened')
  expect(stepOf(proposal('active'), 5 * day)).toBe('closing')
  expect(voteNews([proposal('queued')], 7 * day)).toEqual([{ step: 'passed', proposal: 1, title: 'Plan', until: null }])
  expect(stepOf(proposal('succeeded'), 8 * day)).toBeUndefined()
  expect(stepOf(proposal('executed', { executedAt: 9 * day }), 10 * day)).toBe('executed')
  expect(stepOf(proposal('executed', { executedAt: 9 * day }), 11 * day)).toBeUndefined()
})

test('reports nothing of a vote that failed or ended otherwise', () => {
  for (const state of ['defeated', 'cancelled', 'vetoed', 'expired'] as const) expect(stepOf(proposal(state), 6 * day)).toBeUndefined()
})

test('keeps a flood of proposals and a hostile title small', () => {
  const flood = Array.from({ length: 100 }, (_, at) => proposal('active', { number: at + 1, title: `\u202e${'x'.repeat(300)}` }))
  const news = voteNews(flood, day)
  expect(news).toHaveLength(20)
  expect(news[0]?.title).toBe('x'.repeat(100))
})

test('reports first the votes with most G, so that a flood of proposals hides none of them', () => {
  const flood = Array.from({ length: 100 }, (_, at) => proposal('active', { number: at + 1 }))
  const news = voteNews([...flood, proposal('active', { number: 101, against: `${10n ** 24n}` })], day)
  expect(news[0]?.proposal).toBe(101)
})
