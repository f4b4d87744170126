import { expect, test } from 'vitest'
import { z } from 'zod'
import { endpointsByNoun } from './index.ts'

const all = Object.values(endpointsByNoun).flatMap((endpoints) => Object.entries(endpoints))

test('gives each description a unique name and address', () => {
  const addresses = all.map(([, { method, path }]) => `${method} ${path.replaceAll(/\{\w+\}/g, '{}')}`)
  expect(new Set(all.map(([name]) => name)).size).toBe(all.length)
  expect(new Set(addresses).size).toBe(addresses.length)
})

/** POST endpoints of an account that accept no Idempotency-Key, each with the reason. */
const repeatedSafely: Readonly<Record<string, string>> = {
  createTerminalToken: 'the token opens one terminal within a minute: a repetition needs a new one',
  claimPairing: 'the same browser may claim again, and no other one',
  sendPairedPermission: 'the same permission may be sent again, and no other one',
  placeFleetChange: 'the same list, by its hash, is stored once; another one needs a higher serial',
  placeReview: 'each side of a lease writes one review: the same signature returns it, and another one is refused',
  placeReviewAnswer: 'a review takes one answer: the same signature returns it, and another one is refused',
  answerReport: 'replaces the answer',
  answerFault: 'each side answers a fault once, and another answer is refused',
  closeReport: 'sets a state',
  seeSearch: 'sets a state',
  markNotificationsRead: 'sets a state',
  enableWebhook: 'sets a state',
  noteJobEvent: 'the number of the last event is in the body: the same event is noted once',
}

test('takes an Idempotency-Key at each POST of an account that creates something', () => {
  const without = all.filter(([, { method, access, idempotent }]) => method === 'post' && access === 'account' && !idempotent).map(([name]) => name)
  expect(without.sort()).toEqual(Object.keys(repeatedSafely).sort())
})

test('marks each answer that holds a token, a secret or a private key', () => {
  const holding = all.filter(
    ([, { answer }]) => answer !== null && secretFields(z.toJSONSchema(answer, { io: 'input', unrepresentable: 'any' })).length > 0,
  )
  expect(holding.filter(([, { secretAnswer }]) => !secretAnswer).map(([name]) => name)).toEqual([])
  expect(holding.length).toBeGreaterThan(5)
})

/** Returns the names of the fields whose free text is a secret. */
function secretFields(schema: unknown): string[] {
  if (typeof schema !== 'object' || schema === null) return []
  const fields = Object.entries((schema as { properties?: Record<string, object> }).properties ?? {})
  const own = fields.filter(([name, field]) => /^(token|secret|privateKey)$/.test(name) && !('enum' in field)).map(([name]) => name)
  return [...own, ...Object.values(schema).flatMap(secretFields)]
}
