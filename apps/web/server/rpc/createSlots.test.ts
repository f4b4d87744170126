import { describe, expect, it } from 'vitest'
import { createSlots } from './createSlots.ts'

describe('createSlots', () => {
  it('runs as many at once as there are slots, in the order in which they came', async () => {
    const slots = createSlots({ slots: 2, waiting: 10, restFactor: 0 })
    const order: number[] = []
    let running = 0
    let most = 0
    await Promise.all(
      [0, 1, 2, 3, 4, 5].map((one) =>
        slots(async () => {
          order.push(one)
          running += 1
          most = Math.max(most, running)
          await new Promise((resolve) => setImmediate(resolve))
          running -= 1
        }),
      ),
    )
    expect(most).toBe(2)
    expect(order).toEqual([0, 1, 2, 3, 4, 5])
  })

  it('answers null when too many wait, and serves again when they are done', async () => {
    const slots = createSlots({ slots: 1, waiting: 1, restFactor: 0 })
    const { promise: held, resolve: letGo } = Promise.withResolvers<string>()
    const first = slots(() => held)
    const second = slots(async () => 'second')
    expect(await slots(async () => 'third')).toBeNull()
    letGo('first')
    expect(await Promise.all([first, second])).toEqual(['first', 'second'])
    expect(await slots(async () => 'fourth')).toBe('fourth')
  })

  it('frees the slot of a call that throws', async () => {
    const slots = createSlots({ slots: 1, waiting: 1, restFactor: 0 })
    await expect(slots(async () => Promise.reject(new Error('away')))).rejects.toThrow('away')
    expect(await slots(async () => 'next')).toBe('next')
  })

  it('lets a slot rest after a call before the next one starts', async () => {
    const slots = createSlots({ slots: 1, waiting: 5, restFactor: 3 })
    const work = () => slots(() => new Promise<number>((resolve) => setTimeout(() => resolve(performance.now()), 20)))
    const [first, second] = await Promise.all([work(), work()])
    // The second starts after a rest of three times what the first took, and takes as long itself.
    expect((second ?? 0) - (first ?? 0)).toBeGreaterThan(3 * 19)
  })
})
