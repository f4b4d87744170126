import { expect, test } from 'vitest'
import { recentResults } from '#web/features/docs/recentResults.ts'

test('computes a text once, and again after a hundred others', () => {
  const computed: string[] = []
  const lengthOf = recentResults((text) => computed.push(text) && text.length)
  expect([lengthOf('one'), lengthOf('one'), lengthOf('other')]).toEqual([3, 3, 5])
  expect(computed).toEqual(['one', 'other'])
  for (let at = 0; at < 99; at += 1) lengthOf(`text ${at}`)
  lengthOf('other')
  lengthOf('one')
  expect(computed.filter((text) => text === 'one')).toHaveLength(2)
  expect(computed.filter((text) => text === 'other')).toHaveLength(1)
})
