import { expect, it } from 'vitest'
import { payOfPriority } from './jobPriority.ts'

it('pays twice for urgent work, and for economy the least that the pool takes', () => {
  expect(payOfPriority(101n, 'urgent')).toEqual({ reward: 101n, tip: 101n })
  expect(payOfPriority(101n, 'normal')).toEqual({ reward: 101n, tip: 0n })
  // The task pool requires a reward of at least price × seconds ÷ 2, rounded down.
  expect(payOfPriority(101n, 'economy')).toEqual({ reward: 51n, tip: 0n })
})
