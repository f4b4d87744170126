import { expect, test } from 'vitest'
import { oneNamed } from './oneNamed.ts'
import { leaseNumber } from './resolveLease.ts'

const things = [
  { id: '7', name: 'mytest', about: 'Northlight 6' },
  { id: '8', name: 'Train', about: 'Northlight 6' },
  { id: '9', name: 'train', about: 'Southlight 1' },
]
const asked = (text: string) => () => oneNamed(text, things, { unknown: 'lease.unknown' })

test('a name means the one thing that has it, in any case', () => {
  expect(asked('MyTest')()).toBe('7')
})

test('a name that several have is refused with each of them', () => {
  expect(asked('train')).toThrow(expect.objectContaining({ code: 'api.ambiguous_name', detail: '"train": 8 (Northlight 6), 9 (Southlight 1)' }))
})

test('a name that nothing has is refused with the names that exist', () => {
  expect(asked('my')).toThrow(expect.objectContaining({ code: 'lease.unknown', detail: expect.stringContaining('there are "mytest"') }))
})

test('the number of a lease may have its prefix', () => {
  expect(['12', 'lease-12', 'lease-x', 'mytest', '-1'].map(leaseNumber)).toEqual(['12', '12', null, null, null])
})
