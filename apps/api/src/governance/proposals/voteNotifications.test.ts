import { address, hex32 } from '@infinitio/domain'
import type { ProposalWire } from '@infinitio/domain/wire'
import { expect, test } from 'vitest'
import type { ProposalRecord } from './proposalRecords.ts'
import { mayNotify, voteNotifications } from './voteNotifications.ts'
import { mostSupportedFirst, supportOf } from './voteSupport.ts'

const day = 86_400
const g = (amount: number) => BigInt(amount) * 10n ** 18n
const person = (nth: number) => address(`0x${nth.toString(16).padStart(40, '0')}`)
const hash = hex32(`0x${'2'.repeat(64)}`)

type Change = {
  number?: number
  executedAt?: number
  title?: string
  proposer?: number
  votesFor?: Record<number, bigint>
  votesAgainst?: Record<number, bigint>
}

function proposal(
  state: ProposalWire['state'],
  { number = 1, executedAt, title = 'Plan', proposer = 1, votesFor = {}, votesAgainst = {} }: Change = {},
) {
  const wire: ProposalWire = {
    ...{ id: '1', number, title, state, proposer: person(proposer), proposedAt: 0, votesFrom: day, votesUntil: 6 * day },
    ...{ executableAt: null, expiresAt: null, votes: { for: '0', against: '0', abstain: '0' }, quorum: `${g(4_000_000)}`, missing: '1', own: null },
  }
  const happenings = executedAt === undefined ? [] : [{ kind: 'executed', id: 1n, blockNumber: 1n, txHash: hash, at: executedAt } as const]
  const votes = new Map(
    [votesAgainst, votesFor].flatMap((cast, support) =>
      Object.entries(cast).map(([nth, amount]) => [person(Number(nth)), { voter: person(Number(nth)), support, votes: amount }]),
    ),
  )
  const record = { number, happenings, votes, proposed: { proposer: wire.proposer, votesUntil: 6 * day } } as unknown as ProposalRecord
  return { wire, record }
}
type One = ReturnType<typeof proposal>

/** Returns the vote notifications about these proposals. The proposals are passed in the same order as in the product: those with the most support first. */
function newsOf(all: readonly One[], now: number) {
  const records = mostSupportedFirst(all.map(({ record }) => record))
  const wires = new Map(all.map(({ wire }) => [wire.number, wire]))
  return voteNotifications(
    records.map((record) => ({ record, wire: wires.get(record.number) ?? expect.unreachable() })),
    { now, records },
  )
}
const stepOf = (one: One, now: number) => newsOf([one], now)[0]?.step

test('reports that a vote opened, is closing, passed and was executed, each in its time', () => {
  expect(stepOf(proposal('pending'), day - 1)).toBeUndefined()
  expect(newsOf([proposal('active')], day)).toEqual([{ step: 'opened', proposal: 1, title: 'Plan', until: 6 * day, isSupported: false, voted: [] }])
  expect(stepOf(proposal('active'), 5 * day - 1)).toBe('opened')
  expect(stepOf(proposal('active'), 5 * day)).toBe('closing')
  expect(newsOf([proposal('queued')], 7 * day)).toEqual([{ step: 'passed', proposal: 1, title: 'Plan', until: null, isSupported: true, voted: [] }])
  expect(stepOf(proposal('succeeded'), 8 * day)).toBeUndefined()
  expect(stepOf(proposal('executed', { executedAt: 9 * day }), 10 * day)).toBe('executed')
  expect(stepOf(proposal('executed', { executedAt: 9 * day }), 11 * day)).toBeUndefined()
})

test('reports nothing of a vote that failed or ended otherwise', () => {
  for (const state of ['defeated', 'cancelled', 'vetoed', 'expired'] as const) expect(stepOf(proposal(state), 6 * day)).toBeUndefined()
})

test('sorts out proposals that ended long ago, without a read of their state', () => {
  const { record } = proposal('active')
  expect([6 * day, 22 * day - 1, 22 * day].map((now) => mayNotify(record, now))).toEqual([true, true, false])
  const executed = proposal('executed', { executedAt: 9 * day }).record
  expect([11 * day - 1, 11 * day].map((now) => mayNotify(executed, now))).toEqual([true, false])
  expect(mayNotify({ ...record, happenings: [{ kind: 'cancelled', id: 1n, blockNumber: 1n, txHash: hash, at: day }] }, day)).toBe(false)
})

test('keeps a flood of proposals and a hostile title small', () => {
  const flood = Array.from({ length: 100 }, (_, at) => proposal('active', { number: at + 1, title: `\u202e${'x'.repeat(300)}` }))
  const news = newsOf(flood, day)
  expect(news).toHaveLength(50)
  expect(news[0]?.title).toBe('x'.repeat(100))
})

test('reports a vote that passed, also behind a flood of votes with a little support', () => {
  const flood = Array.from({ length: 60 }, (_, at) => proposal('active', { number: at + 1, proposer: at, votesFor: { [at]: g(1) } }))
  const news = newsOf([...flood, proposal('queued', { number: 61, proposer: 99 })], 6 * day)
  expect(news[0]).toMatchObject({ proposal: 61, step: 'passed' })
  expect(news).toHaveLength(51)
})

test('divides the votes of one stake among all proposals that it is for, so that more proposals have no more support', () => {
  const [attacker, member] = [7, 8]
  const flood = Array.from({ length: 40 }, (_, at) =>
    proposal('active', { number: at + 1, proposer: attacker, votesFor: { [attacker]: g(400_000) } }),
  )
  const real = proposal('active', { number: 41, proposer: member, votesFor: { [member]: g(20_000) } })
  const records = [...flood, real].map(({ record }) => record)
  expect(supportOf(records).get(1)).toBe(g(10_000))
  expect(supportOf(records).get(41)).toBe(g(20_000))
  expect(newsOf([...flood, real], day)[0]?.proposal).toBe(41)
})

test('does not count votes against a proposal as its support, so that members who reject a flood do not lift it', () => {
  const [attacker, member] = [7, 8]
  const flood = Array.from({ length: 40 }, (_, at) =>
    proposal('active', { number: at + 1, proposer: attacker, votesAgainst: { [member]: g(1_000_000) } }),
  )
  const real = proposal('active', { number: 41, proposer: member, votesFor: { [member]: g(1_000_000) } })
  expect(newsOf([...flood, real], day).map(({ isSupported }) => isSupported)).toEqual([true, ...flood.map(() => false)])
})

test('supports few proposals of a flood, however its author splits its stake', () => {
  // There are fifty accounts with 40,000 G each, together half of the quorum. Each makes one proposal, and all vote for all proposals. Still no proposal gets
  // enough support.
  const votesFor = Object.fromEntries(Array.from({ length: 50 }, (_, at) => [100 + at, g(40_000)]))
  const forAll = Array.from({ length: 50 }, (_, at) => proposal('active', { number: at + 1, proposer: 100 + at, votesFor }))
  expect(newsOf(forAll, day).filter(({ isSupported }) => isSupported)).toHaveLength(0)
  // Now the first five proposals get the votes of ten accounts each, and the others get none. A proposal needs the support of 400,000 G tokens, which these ten
  // accounts have.
  const forFive = forAll.map(({ wire, record }, at) => {
    const voters = [...record.votes].filter((_, nth) => nth % 5 === at)
    return { wire, record: { ...record, votes: new Map(voters) } }
  })
  expect(newsOf(forFive, day).filter(({ isSupported }) => isSupported)).toHaveLength(5)
})

test('puts the first proposal of a member before the second of another, when nobody has voted yet', () => {
  const flood = Array.from({ length: 60 }, (_, at) => proposal('active', { number: at + 1, proposer: 7 }))
  const news = newsOf([...flood, proposal('active', { number: 61, proposer: 8 })], day)
  expect(news.slice(0, 3).map((vote) => vote.proposal)).toEqual([1, 61, 2])
})
