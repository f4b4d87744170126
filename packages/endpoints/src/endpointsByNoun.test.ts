import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { endpointsByNoun } from './index.ts'

const all = Object.values(endpointsByNoun).flatMap((endpoints) => Object.entries(endpoints))

test('gives each description a unique name and address', () => {
  const addresses = all.map(([, { method, path }]) => `${method} ${path.replaceAll(/\{\w+\}/g, '{}')}`)
  expect(new Set(all.map(([name]) => name)).size).toBe(all.length)
  expect(new Set(addresses).size).toBe(addresses.length)
})

/** POST endpoints that accept no Idempotency-Key, each with the reason why it can be repeated safely. */
const repeatedSafely: Readonly<Record<string, string>> = {
  claimPairing: 'the same browser may claim again, and no other one',
  revealPairing: 'the same machine reveals the same value again',
  answerPairing: 'the same answer may be sent again, and a refusal stays',
  sendPairedPermission: 'the same permission may be sent again, and no other one',
  startArtefactUpload: 'returns the unfinished upload of the same bytes',
  endArtefactUpload: 'returns the file if the upload ended before',
  closeReport: 'sets a state',
  seeSearch: 'sets a state',
  markNotificationsRead: 'sets a state',
  enableWebhook: 'sets a state',
  confirmMail: 'sets a state',
  stopMail: 'sets a state',
  noteJobEvent: 'the number of the last event is in the body: the same event is noted once',
  forwardDevelopmentTime: 'the number of leases that the caller expects to end is in the body',
  callRpc: 'stores nothing; the chain accepts a transaction once',
  checkProposalDraft: 'stores nothing',
  createSessionNonce: 'a number that nobody uses expires: a repetition needs a new one',
  openSession: 'a signature opens one session: a repetition needs a new number',
  createNodeChallenge: 'a number that nobody uses expires: a repetition needs a new one',
  openNodeSession: 'a signature opens one session: a repetition needs a new number',
  sendHeartbeat: 'replaces the last heartbeat of the machine',
  sendTelemetry: 'only agents call it, and each reading has its time',
  sendAgentReport: 'replaces the last report of the machine',
  sendNodeChangeResults: 'replaces the result of the same row',
  sendSecretsRead: 'sets a state',
  meetPeers: 'replaces the addresses of the machine',
  placeMachinePart: 'replaces the part of the same number',
  placeRestorePart: 'replaces the part of the same number',
  reportSnapshot: 'sets a state',
  reportRestore: 'sets a state',
  postMachines: 'the same signed statement is stored once',
  postEpoch: 'the same signed statement is stored once',
  postLoss: 'the same signed statement is stored once',
  postCredit: 'the same signed statement is stored once',
  postRoot: 'the same signed statement is stored once',
  postSlotStatements: 'the same signed statement is stored once',
  postProbeReport: 'the same signed statement is stored once',
  postCheckReport: 'one report of a validator about a check is stored',
  postProofCall: 'the same signed statement is stored once',
  postProofCommit: 'the same signed statement is stored once',
  postProofOpening: 'the same signed statement is stored once',
  postProofReceipts: 'the same signed statement is stored once',
}

test('takes an Idempotency-Key at each POST that creates something', () => {
  const without = all.filter(([, { method, idempotent }]) => method === 'post' && !idempotent).map(([name]) => name)
  expect(without.sort()).toEqual(Object.keys(repeatedSafely).sort())
})

test('marks each answer that holds a token, a secret or a private key', () => {
  const holding = all.filter(
    ([, { answer }]) => answer !== null && secretFields(z.toJSONSchema(answer, { io: 'input', unrepresentable: 'any' })).length > 0,
  )
  expect(holding.filter(([, { secretAnswer }]) => !secretAnswer).map(([name]) => name)).toEqual([])
  expect(holding.length).toBeGreaterThan(5)
})

const nextPage = 'For the next page, send the same query with `cursor: nextCursor`'

test('describes each endpoint in a summary that starts with a verb and fits a list', () => {
  const verbs =
    /^(Add|Announce|Answer|Approve|Cancel|Check|Claim|Close|Confirm|Convert|Create|Delete|Disable|Download|Enable|End|Estimate|Extend|Find|Get|Issue|List|Mark|Measure|Move|Open|Pay|Plan|Read|Redirect|Register|Reject|Release|Remove|Rename|Rent|Replace|Report|Request|Restart|Reveal|Revoke|Run|Save|Search|Select|Send|Set|Share|Sign|Simulate|Start|Stop|Store|Stream|Submit|Switch|Test|Transfer|Update|Upload|Verify) /
  expect(all.filter(([, { summary }]) => !verbs.test(summary) || summary.length > 240 || summary.endsWith('.')).map(([name]) => name)).toEqual([])
})

test('shows in the summary of each list with a cursor how to get the next page', () => {
  const has = (schema: unknown, field: string) => schema instanceof z.ZodObject && field in schema.shape
  const lists = all.filter(([, { query, answer }]) => has(query, 'cursor') && has(answer, 'nextCursor'))
  expect(lists.filter(([, { summary }]) => !summary.endsWith(nextPage)).map(([name]) => name)).toEqual([])
  expect(lists.length).toBeGreaterThan(20)
})

/** Returns the names of the fields in a schema that contain secret free text. */
function secretFields(schema: unknown): string[] {
  if (typeof schema !== 'object' || schema === null) return []
  const fields = Object.entries((schema as { properties?: Record<string, object> }).properties ?? {})
  const own = fields.filter(([name, field]) => /^(token|secret|privateKey)$/.test(name) && !('enum' in field)).map(([name]) => name)
  return [...own, ...Object.values(schema).flatMap(secretFields)]
}

test('lets a caller leave out a query whose parameters are all optional', () => {
  const needless = all.filter(([, { takes, query }]) => Array.isArray(takes) && takes.at(-1) === 'query' && query?.safeParse({}).success === true)
  expect(needless.map(([name]) => name)).toEqual([])
})

describe('each list', () => {
  const lists = all.filter(([, { position }]) => position !== null)
  const fieldsOf = (schema: z.ZodType | null) => (schema instanceof z.ZodObject ? (schema.shape as Record<string, z.ZodType>) : {})

  test('has pages of one shape: `cursor` in, `nextCursor` out, and the code of a wrong cursor', () => {
    const asks = all.filter(([, { query }]) => 'cursor' in fieldsOf(query)).map(([name]) => name)
    const answers = all.filter(([, { answer }]) => 'nextCursor' in fieldsOf(answer)).map(([name]) => name)
    const refuses = all.filter(([, { codes }]) => (codes as readonly string[]).includes('api.cursor_invalid')).map(([name]) => name)
    expect(lists.length).toBeGreaterThan(25)
    for (const names of [asks, answers, refuses]) expect(names).toEqual(lists.map(([name]) => name))
  })

  test.each(lists)('%s states the maximum and the default of `limit`', (name, { query }) => {
    const text = fieldsOf(query).limit?.description
    if (name === 'listReviewHeads' || name === 'getFleetCalendar') expect(text).toBeUndefined()
    else expect(text).toMatch(name.endsWith('Statement') ? /, 1 to 500; 500 by default\.$/ : /, 1 to (25|50|100|200); 25 by default\.$/)
  })

  test('is the only place of another name for a page, except in numbered records, which callers read from any number', () => {
    const numbered = ['listReviewEntries', 'readJournal', 'getBatch', 'getProviderTasks']
    const deprecated = ['getStatement', 'getProviderStatement', 'getFleetCalendar']
    const others = all.filter(([, { query }]) => 'after' in fieldsOf(query) || 'from' in fieldsOf(query)).map(([name]) => name)
    expect(others.toSorted()).toEqual([...numbered, ...deprecated].toSorted())
    const isDeprecated = (name: string) => fieldsOf(all.find(([other]) => other === name)?.[1].query ?? null).after?.meta()?.deprecated
    expect(deprecated.map(isDeprecated)).toEqual([true, true, true])
  })
})
