import { describe, expect, test } from 'vitest'
import { refusalFromThrown } from './refusalFromThrown.ts'
import { withinDeadline } from './withinDeadline.ts'

describe('a deadline', () => {
  test('lets through what comes in time, its failure included', async () => {
    expect(await withinDeadline(async () => 7, { deadlineMs: 1_000 })).toBe(7)
    await expect(withinDeadline(() => Promise.reject(new Error('mine')), { deadlineMs: 1_000 })).rejects.toThrow('mine')
  })

  test('turns what never comes into a refusal that says to try again', async () => {
    const error = await withinDeadline(() => new Promise<never>(() => undefined), { deadlineMs: 1 }).catch((thrown: unknown) => thrown)
    expect(refusalFromThrown(error)).toMatchObject({ rejected: 'api.database_unavailable' })
  })
})

describe('what was thrown', () => {
  const withCode = (code: string) => Object.assign(new Error('x'), { code })
  test.each([
    ['a lost connection', withCode('57P01'), 'api.database_unavailable'],
    ['a refused connection', new AggregateError([withCode('ECONNREFUSED')]), 'api.database_unavailable'],
    ['a lost race', withCode('40P01'), 'api.database_unavailable'],
    ['a broken rule', withCode('23505'), 'api.internal'],
    ['a bug', new TypeError('undefined is not a function'), 'api.internal'],
    ['a text', 'text', 'api.internal'],
  ])('%s is told apart', (_what, error, code) => {
    expect(refusalFromThrown(error).rejected).toBe(code)
  })
})
