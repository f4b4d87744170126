import { listingQueryWire, queryInt, rentLeaseWire } from '@infinitio/domain/wire'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { problemResponse } from './problemResponse.ts'
import { refusalFromIssue } from './refusalFromIssue.ts'

const schema = z.strictObject({
  hours: queryInt(1, 720),
  sort: z.enum(['price', 'value']),
  kinds: z.array(z.enum(['ready', 'ended'])),
  name: z.string().max(3),
})

function refusalOf(value: unknown) {
  const parsed = schema.safeParse(value)
  if (parsed.success) throw new Error('the value is allowed')
  return refusalFromIssue(parsed.error, { where: 'query', value })
}

test('every wrong field is named with what is allowed there', () => {
  const { rejected, detail, errors } = refusalOf({ hours: '0', sort: 'size', kinds: ['ready', 'a/b'], name: 'long' })
  expect(rejected).toBe('api.invalid_field')
  expect(detail).toBe('query.hours: must be a whole number from 1 to 720')
  expect(errors).toEqual([
    { in: 'query', pointer: '/hours', code: 'api.invalid_field', detail: 'must be a whole number from 1 to 720' },
    { in: 'query', pointer: '/sort', code: 'api.invalid_field', detail: 'must be one of price, value' },
    { in: 'query', pointer: '/kinds/1', code: 'api.invalid_field', detail: 'must be one of ready, ended' },
    { in: 'query', pointer: '/name', code: 'api.invalid_field', detail: 'must be at most 3 characters long' },
  ])
})

test('a list with commas is described by its numbers or its names, and by no expression', () => {
  const value = { class: '999', isolation: 'gone' }
  const parsed = listingQueryWire.safeParse(value)
  const { detail, errors } = parsed.success ? expect.unreachable() : refusalFromIssue(parsed.error, { where: 'query', value })
  expect(detail).toBe('query.class: must be up to 64 whole numbers from 0 to 255, with commas between them')
  expect(errors?.[1]).toMatchObject({
    pointer: '/isolation',
    detail: 'must be one or more of process, container, gvisor, kata, with commas between them',
  })
})

test('an unknown field is named beside those that are wrong', () => {
  const { errors } = refusalOf({ hours: '1', sort: 'price', kinds: [], name: 'abc', bogus: '1' })
  expect(errors).toEqual([{ in: 'query', pointer: '/bogus', code: 'api.unknown_field', detail: 'is an unknown field' }])
})

test('an unknown field of a search or a request to rent is answered with its name there', () => {
  const of = (schema: z.ZodType, value: unknown, where: 'query' | 'body') => {
    const parsed = schema.safeParse(value)
    return parsed.success ? expect.unreachable() : refusalFromIssue(parsed.error, { where, value, schema })
  }
  expect(of(listingQueryWire, { gpu: 'h100' }, 'query')).toMatchObject({
    detail: 'query: gpu (here it is class)',
    errors: [{ pointer: '/gpu', detail: 'is an unknown field (here it is class)' }],
  })
  expect(of(rentLeaseWire, { step: 'draft', hours: 1, minGpus: 2 }, 'body').detail).toBe('body: minGpus (here it is gpus)')
})

test.each([
  ['a number as text', { step: 'draft', hours: '1' }, 'body.hours: must be a number'],
  ['a price as a number', { step: 'draft', hours: 1, maxPrice: 1 }, 'body.maxPrice: must be a string'],
  ['a missing length', { step: 'draft' }, 'body.hours: must be a number of hours such as 2, or send "duration" such as "30m" in its place, not both'],
  ['an unknown step', { step: 'rent', hours: 1 }, 'body.step: must be one of draft, signed'],
  ['a missing step', { hours: 1 }, 'body.step: must be one of draft, signed'],
])('describes %s in a request to rent', (_, value, text) => {
  const parsed = rentLeaseWire.safeParse(value)
  const { rejected, detail } = parsed.success ? expect.unreachable() : refusalFromIssue(parsed.error, { where: 'body', value })
  expect({ rejected, detail }).toEqual({ rejected: 'api.invalid_field', detail: text })
})

test('a client that sends very many wrong fields hears of twenty', () => {
  const { errors } = refusalOf({ hours: '1', sort: 'price', kinds: Array.from({ length: 99 }, () => 'no'), name: 'abc' })
  expect(errors).toHaveLength(20)
})

test('a refusal for want of a token says which scheme signs in', async () => {
  const answer = (rejected: 'auth.session_missing' | 'auth.token_invalid') =>
    problemResponse({ rejected }, { requestId: 'r', headers: new Headers() }).headers.get('www-authenticate')
  expect(answer('auth.session_missing')).toBe('Bearer realm="infinitio"')
  expect(answer('auth.token_invalid')).toContain('error="invalid_token"')
})
