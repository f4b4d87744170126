import type { VoteNotification } from '@infinitio/db'
import { type Address, address } from '@infinitio/domain'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestApi, type TestApi } from '../../test/startTestApi.ts'
import { noteNewVotes } from './noteVotes.ts'

let api: TestApi
let member: Awaited<ReturnType<TestApi['signedIn']>>
let account: Address
beforeAll(async () => {
  api = await startTestApi()
  member = await api.signedIn(api.accounts.renter)
  account = address(api.accounts.renter.address.toLowerCase())
})
afterAll(() => api.stop())

const strangers = Array.from({ length: 3_000 }, (_, at) => address(`0x${at.toString(16).padStart(40, '0')}`))
const hour = 3_600_000
const vote = (proposal: number, { step = 'opened', isSupported = false, voted = [] }: Partial<VoteNotification> = {}): VoteNotification => {
  return { step, proposal, title: `Plan ${proposal}`, until: 1_795_000_000, isSupported, voted }
}

/** Runs the job with these votes. Returns the votes for which the job has nothing left to do, and how often the job read the members of the DAO. */
async function note(votes: readonly VoteNotification[], { noted = new Set(), nowMs = 0 }: { noted?: ReadonlySet<string>; nowMs?: number } = {}) {
  let asked = 0
  const readVoteNotifications: TestApi['services']['governance']['readVoteNotifications'] = async (isNew) => {
    const members = votes.some(isNew) ? [...strangers, account, account] : []
    if (members.length > 0) asked += 1
    return { votes, members }
  }
  const { db, hub, governance } = api.services
  return { noted: await noteNewVotes({ db, hub, governance: { ...governance, readVoteNotifications } }, { noted, nowMs }), asked }
}
const list = async () => (await member.listNotifications({ limit: 100 })).items

test('notifies a member once of each step, and stores nothing for accounts that never signed in', async () => {
  const first = await note([vote(1)])
  expect(first.noted.size).toBe(1)
  expect(await list()).toMatchObject([{ kind: 'vote', facts: { step: 'opened', proposal: 1, title: 'Plan 1', until: 1_795_000_000 } }])
  // A server that just started remembers no handled votes. The unique key of the database row prevents a second notification.
  await note([vote(1)])
  expect(await note([vote(1)], first)).toMatchObject({ asked: 0 })
  expect(await note([vote(1)], { ...first, nowMs: hour })).toMatchObject({ asked: 1 })
  expect(await list()).toHaveLength(1)
  await note([vote(1, { step: 'closing' }), vote(2)], first)
  expect((await list()).map(({ facts }) => facts)).toMatchObject([{ proposal: 2 }, { proposal: 1, step: 'closing' }, { proposal: 1 }])
  expect(await api.owner.query('select count(*)::int as count from notifications', [])).toEqual([{ count: 3 }])
})

test('notifies of a supported vote, whatever a flood of refundable proposals used up, and says that more votes are open', async () => {
  const before = (await list()).length
  const flood = Array.from({ length: 50 }, (_, at) => vote(100 + at))
  await note(flood)
  // If little stake supports a proposal, its vote is limited: a member gets at most ten notifications of such votes in a day. Two earlier votes already used
  // two of them, so eight of these 50 votes get one each. The other 42 share one summary.
  const [more, ...single] = (await list()).slice(0, -before)
  expect(more).toMatchObject({ kind: 'vote', facts: { step: 'more', proposal: null, title: null, until: null } })
  expect(single.map(({ facts }) => 'proposal' in facts && facts.proposal)).toEqual(Array.from({ length: 8 }, (_, at) => 107 - at))
  // Vote 500 opens during the flood of proposals, and little stake supports its proposal. So members are notified of it only in the summary.
  await note([...flood, vote(500)])
  expect(await list()).toHaveLength(before + 9)
  // As soon as enough stake is in favour of the proposal of vote 500, the member is notified at once, and again shortly before the vote ends.
  await note([vote(500, { isSupported: true }), ...flood])
  expect((await list())[0]?.facts).toMatchObject({ proposal: 500, step: 'opened' })
  const closing = flood.map(({ proposal }) => vote(proposal, { step: 'closing' }))
  await note([vote(500, { step: 'closing', isSupported: true }), ...closing])
  const facts = (await list()).map((item) => item.facts)
  expect(facts).toContainEqual(expect.objectContaining({ proposal: 500, step: 'closing' }))
  expect(facts.filter((fact) => 'step' in fact && fact.step === 'more')).toHaveLength(1)
  // A vote has two steps: its begin, and the time shortly before its end. Within a day, an attacker can cause at most ten notifications about each step, and
  // one summary of all others.
  expect(facts.length).toBeLessThanOrEqual(before + 9 + 1 + 11)
})

test('notifies the next day of votes that an earlier day had no room for, those with most support first', async () => {
  const day = `update notifications set created_at = created_at - interval '1 day', notification_key = replace(notification_key, 'vote:more:', 'vote:more:x')`
  await api.owner.query(day, [])
  await note([vote(501), ...Array.from({ length: 50 }, (_, at) => vote(100 + at))], { nowMs: 24 * hour })
  const [more, ...single] = (await list()).slice(0, 11)
  expect(more).toMatchObject({ facts: { step: 'more' } })
  expect(
    single
      .map(({ facts }) => 'proposal' in facts && facts.proposal)
      .toReversed()
      .slice(0, 3),
  ).toEqual([501, 108, 109])
})

test('notifies of a new vote without support, also on a day with more than ten supported votes', async () => {
  await api.owner.query('delete from notifications', [])
  await note(Array.from({ length: 12 }, (_, at) => vote(600 + at, { isSupported: true })))
  expect(await list()).toHaveLength(12)
  await note([vote(700)])
  expect((await list())[0]?.facts).toMatchObject({ proposal: 700, step: 'opened' })
  // Only now does enough stake support the proposal of vote 700. Members were already notified of this vote, so they are not notified again. The 20 new votes
  // without enough stake count towards the limit of ten notifications a day.
  await note([vote(700, { isSupported: true }), ...Array.from({ length: 20 }, (_, at) => vote(701 + at))])
  const facts = (await list()).map((item) => item.facts)
  expect(facts.filter((fact) => 'proposal' in fact && (fact.proposal ?? 0) >= 700)).toHaveLength(10)
  expect(facts.filter((fact) => 'step' in fact && fact.step === 'more')).toHaveLength(1)
})

test('marks the notification of an open vote as read when the member has voted, and sends none after that', async () => {
  await api.owner.query('delete from notifications', [])
  await note([vote(3), vote(4)])
  const unread = async () => (await list()).filter(({ read }) => !read).map(({ facts }) => 'proposal' in facts && facts.proposal)
  expect(await unread()).toEqual(expect.arrayContaining([3, 4]))
  await note([vote(3, { voted: [account] }), vote(4)])
  expect(await unread()).not.toContain(3)
  expect(await unread()).toContain(4)
  const before = (await list()).length
  await note([vote(3, { step: 'closing', voted: [account] })])
  expect(await list()).toHaveLength(before)
})
