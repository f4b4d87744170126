import type { VoteNews } from '@infinitio/db'
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
const vote = (proposal: number, step: VoteNews['step'] = 'opened'): VoteNews => ({ step, proposal, title: `Plan ${proposal}`, until: 1_795_000_000 })

/** Runs the job with these votes, and returns what it noted and how often it read the members. */
async function note(votes: readonly VoteNews[], noted: ReadonlySet<string> = new Set()) {
  let asked = 0
  const readVoteNews: TestApi['services']['governance']['readVoteNews'] = async (isNew) => {
    const members = votes.some(({ proposal, step }) => isNew(proposal, step)) ? [...strangers, account, account] : []
    if (members.length > 0) asked += 1
    return { votes, members }
  }
  const { db, hub, governance } = api.services
  return { noted: await noteNewVotes({ db, hub, governance: { ...governance, readVoteNews } }, noted), asked }
}
const list = async () => (await member.listNotifications({ limit: 100 })).items

test('notifies a member once of each step, and stores nothing for accounts that never signed in', async () => {
  const first = await note([vote(1)])
  expect([...first.noted]).toEqual(['1:opened'])
  expect(await list()).toMatchObject([{ kind: 'vote', facts: { step: 'opened', proposal: 1, title: 'Plan 1', until: 1_795_000_000 } }])
  // A server that just started has an empty set. The unique key of the row prevents that it
  // notifies again.
  await note([vote(1)])
  expect(await note([vote(1)], first.noted)).toMatchObject({ asked: 0 })
  expect(await list()).toHaveLength(1)
  expect([...(await note([vote(1, 'closing'), vote(2)], first.noted)).noted]).toEqual(['1:closing', '2:opened'])
  expect((await list()).map(({ facts }) => facts)).toMatchObject([{ proposal: 2 }, { proposal: 1, step: 'closing' }, { proposal: 1 }])
  expect(await api.owner.query('select count(*)::int as count from notifications', [])).toEqual([{ count: 3 }])
})

test('stops notifying an account whose day is full of votes', async () => {
  for (let round = 0; round < 3; round += 1) await note(Array.from({ length: 20 }, (_, at) => vote(100 + 20 * round + at)))
  const items = await list()
  expect(items.length).toBeGreaterThanOrEqual(20)
  expect(items.length).toBeLessThan(40)
  // Even in a flood of votes that open, a vote that closes is reported.
  await note([vote(500, 'closing')])
  expect((await list())[0]?.facts).toMatchObject({ proposal: 500, step: 'closing' })
})
