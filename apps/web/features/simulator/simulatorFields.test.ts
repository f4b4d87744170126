import { readChanges } from '@infinitio/economy'
import { expect, test } from 'vitest'
import { isInBounds, questionOf, sizeFields, votedFields, worldFields } from './simulatorFields.ts'

test('nothing typed is the published table, and what is shipped is within its bounds', () => {
  expect(questionOf({})).toEqual({ providers: 500, years: 20, seed: 1, changes: [] })
  expect([votedFields.length, worldFields.length]).toEqual([8, 15])
  for (const field of [...sizeFields, ...votedFields, ...worldFields]) expect(isInBounds(field, field.shipped)).toBe(true)
})

test('typed values become the words of the command, and a value out of its bounds is not sent', () => {
  const typed = { rebateShare: ' 0.5 ', minersAtHalf: '500', demandGrowth: '-0.25', years: '3' }
  const question = questionOf(typed)
  expect(question).toEqual({ providers: 500, years: 3, seed: 1, changes: ['rebateShare=0.5', 'minersAtHalf=500', 'demandGrowth=-0.25'] })
  expect(readChanges(question?.changes ?? [])).not.toHaveProperty('problem')
  const wrong = [
    ['rebateShare', '0.81'],
    ['minersAtHalf', '500.5'],
    ['years', '51'],
    ['providers', '20001'],
    ['price', '1e3'],
    ['seed', '-1'],
  ] as const
  for (const [name, text] of wrong) expect(questionOf({ [name]: text }), name).toBeNull()
  // Each field accepts the values at its bounds, and so does the simulator.
  for (const { name, least, most } of [...votedFields, ...worldFields])
    for (const bound of [least, most]) expect(readChanges([`${name}=${bound}`]), name).not.toHaveProperty('problem')
})
