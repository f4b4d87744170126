import { expect, it } from 'vitest'
import { workSpan } from './workSpan.ts'

it('counts rounds of tasks on the providers that can take them', () => {
  const plan = { seconds: 5, batch: { count: 4 } }
  expect([1, 2, 3, 4, 11].map((able) => workSpan(plan, able))).toEqual([20, 10, 10, 5, 5])
  expect(workSpan(plan, 0)).toBeNull()
})
