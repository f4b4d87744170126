import { HttpRequestError } from 'viem'
import { describe, expect, it } from 'vitest'
import { isAway } from './isAway.ts'

describe('isAway', () => {
  it.each([
    ['the chain does not answer', new HttpRequestError({ url: 'http://127.0.0.1:1' })],
    ['the database refuses connections', Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' })],
    ['the database shuts down', Object.assign(new Error('terminating connection'), { code: '57P01' })],
    ['the database has no connection left', Object.assign(new Error('too many clients'), { code: '53300' })],
    ['a connection was cut', new Error('Connection terminated unexpectedly')],
    ['every address of a host refuses', new AggregateError([Object.assign(new Error('refused'), { code: 'ECONNREFUSED' })])],
  ])('is true when %s', (_what, error) => {
    expect(isAway(error)).toBe(true)
  })

  it.each([
    ['a rule of ours is broken', new Error('assertion failed: a lease closes once')],
    ['a row exists already', Object.assign(new Error('duplicate key'), { code: '23505' })],
    ['a right is missing', Object.assign(new Error('permission denied'), { code: '42501' })],
    ['something is thrown that is no error', 'away'],
  ])('is false when %s', (_what, error) => {
    expect(isAway(error)).toBe(false)
  })
})
