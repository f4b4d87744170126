import { expect, test } from 'vitest'
import { createLongestTask } from './longestTask.ts'

test('a machine takes short tasks for a day after its last lease, and the others take all tasks', () => {
  let now = 1_000
  const rented = new Set(['one'])
  const longest = createLongestTask(
    (nodeId) => rented.has(nodeId),
    () => now,
  )
  longest.look(['one', 'two'])
  rented.delete('one')
  now += 86_399_999
  longest.look(['one', 'two'])
  expect([longest.secondsOf('one'), longest.secondsOf('two')]).toEqual([600, Number.POSITIVE_INFINITY])
  now += 1
  expect(longest.secondsOf('one')).toBe(Number.POSITIVE_INFINITY)
})
