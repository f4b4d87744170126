import { describe, expect, it } from 'vitest'
import { createSlots, type SlotLimits, type Slots } from './createSlots.ts'

describe('createSlots', () => {
  it('runs as many calls at once as there are slots, in the order in which they came', async () => {
    const slots = setup({ slots: 2, each: 2 })
    const order: number[] = []
    let running = 0
    let most = 0
    await Promise.all(
      [0, 1, 2, 3, 4, 5].map((one) =>
        slots('one', async () => {
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

  it('returns null when too many calls of one caller wait, and serves again when they are done', async () => {
    const slots = setup({ slots: 1, waitingEach: 1 })
    const held = Promise.withResolvers<string>()
    const first = slots('one', () => held.promise)
    const second = slots('one', async () => 'second')
    expect(await slots('one', async () => 'third')).toBeNull()
    held.resolve('first')
    expect(await Promise.all([first, second])).toEqual(['first', 'second'])
    expect(await slots('one', async () => 'fourth')).toBe('fourth')
  })

  it('leaves a slot to others when one caller holds as many as it may', async () => {
    const slots = setup({ slots: 2, each: 1 })
    const held = Promise.withResolvers<string>()
    const slow = [slots('attacker', () => held.promise), slots('attacker', () => held.promise)]
    expect(await slots('wallet', async () => 'at once')).toBe('at once')
    held.resolve('slow')
    expect(await Promise.all(slow)).toEqual(['slow', 'slow'])
  })

  it('takes callers in turn, so that a caller with fifty calls delays another by one', async () => {
    const slots = setup({ slots: 1, waitingEach: 50 })
    const held = Promise.withResolvers<void>()
    const order: string[] = []
    const flood = Array.from({ length: 50 }, () =>
      slots('attacker', async () => {
        await held.promise
        order.push('attacker')
      }),
    )
    const wallet = [1, 2].map((one) => slots('wallet', async () => order.push(`wallet ${one}`)))
    held.resolve()
    await Promise.all([...flood, ...wallet])
    expect(order.indexOf('wallet 1')).toBeLessThanOrEqual(2)
    expect(order.indexOf('wallet 2')).toBeLessThanOrEqual(4)
    expect(order).toHaveLength(52)
  })

  it('returns null to a call that waited too long, and takes the next one', async () => {
    const slots = setup({ slots: 1, waitMs: 5 })
    const held = Promise.withResolvers<string>()
    const first = slots('one', () => held.promise)
    expect(await slots('two', async () => 'never')).toBeNull()
    held.resolve('first')
    expect(await first).toBe('first')
    expect(await slots('two', async () => 'next')).toBe('next')
  })

  it('frees the slot of a call that throws', async () => {
    const slots = setup({ slots: 1 })
    await expect(slots('one', async () => Promise.reject(new Error('away')))).rejects.toThrow('away')
    expect(await slots('one', async () => 'next')).toBe('next')
  })

  it('lets a slot rest once all callers together have used their share of time', async () => {
    const slots = setup({ slots: 1, time: { share: 0.25, burstMs: 0 } })
    const [first, second] = await Promise.all([work(slots, 'one'), work(slots, 'two')])
    // All calls together may use a quarter of the time. So a call of 20 ms must be followed by at least 60 ms of rest, and the second call ends more than 76 ms
    // after the first.
    expect(second - first).toBeGreaterThan(4 * 19)
  })

  it('limits the time of two slots together, not of each', async () => {
    const slots = setup({ slots: 2, time: { share: 0.25, burstMs: 0 } })
    const startedAt = performance.now()
    const ends = await Promise.all(['one', 'two', 'three', 'four'].map((caller) => work(slots, caller)))
    // All calls together may use a quarter of the time, and the first two calls used 40 ms. So at least 160 ms must pass before the last of the next two calls
    // can start.
    expect(Math.max(...ends) - startedAt).toBeGreaterThan(4 * 2 * 19)
  })

  it('starts the next call at once while the burst lasts', async () => {
    const slots = setup({ slots: 1, time: { share: 0.000_001, burstMs: 10_000 } })
    const ends: number[] = []
    for (const caller of ['one', 'two', 'three']) ends.push(await work(slots, caller))
    expect(ends).toHaveLength(3)
  })
})

/** Runs a call of 20 ms in one of the slots. Returns the time when it ended. */
const work = async (slots: Slots, caller: string): Promise<number> =>
  (await slots(caller, () => new Promise<number>((resolve) => setTimeout(() => resolve(performance.now()), 20)))) ?? Number.NaN

const setup = (limits: Partial<SlotLimits>) =>
  createSlots({ slots: 1, each: 1, waiting: 100, waitingEach: 10, waitMs: 60_000, time: null, ...limits })
