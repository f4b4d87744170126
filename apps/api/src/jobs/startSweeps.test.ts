import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { startSweeps, type Sweeps } from './startSweeps.ts'

const logger = { warn: vi.fn() }

describe('startSweeps', () => {
  let sweeps: Sweeps | null = null
  beforeEach(() => vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'setImmediate', 'performance'] }))
  afterEach(() => {
    sweeps?.stop()
    vi.useRealTimers()
  })

  it('runs a sweep without work every five seconds, and within a second after a wake-up', async () => {
    const run = vi.fn(async () => false)
    sweeps = startSweeps([{ run, failed: 'no' }], { logger })
    await vi.advanceTimersByTimeAsync(1_000)
    expect(run).toHaveBeenCalledTimes(1)
    await vi.advanceTimersByTimeAsync(4_000)
    expect(run).toHaveBeenCalledTimes(1)
    await vi.advanceTimersByTimeAsync(1_000)
    expect(run).toHaveBeenCalledTimes(2)
    sweeps.wake()
    sweeps.wake()
    await vi.advanceTimersByTimeAsync(1_000)
    expect(run).toHaveBeenCalledTimes(3)
  })

  it('runs a sweep with work in progress, or that failed, each second', async () => {
    const busy = vi.fn(async () => true)
    const broken = vi.fn(async () => await Promise.reject(new Error('the database is away')))
    sweeps = startSweeps(
      [
        { run: busy, failed: 'no' },
        { run: broken, failed: 'it failed' },
      ],
      { logger },
    )
    await vi.advanceTimersByTimeAsync(3_000)
    expect(busy).toHaveBeenCalledTimes(3)
    expect(broken).toHaveBeenCalledTimes(3)
    expect(logger.warn).toHaveBeenCalledWith({ err: expect.any(Error) }, 'it failed')
  })

  it('never runs a sweep twice at a time, but runs it again after a wake-up during the run', async () => {
    const first = Promise.withResolvers<boolean>()
    const run = vi.fn(async () => await first.promise)
    sweeps = startSweeps([{ run, failed: 'no' }], { logger })
    await vi.advanceTimersByTimeAsync(1_000)
    sweeps.wake()
    await vi.advanceTimersByTimeAsync(20_000)
    expect(run).toHaveBeenCalledTimes(1)
    first.resolve(false)
    await vi.advanceTimersByTimeAsync(1_000)
    expect(run).toHaveBeenCalledTimes(2)
  })

  it('fills the lanes of a sender, so that a slow receiver blocks only one, and empties the queue without a pause', async () => {
    const slow = Promise.withResolvers<number>()
    const queue = [() => slow.promise, async () => 1, async () => 1]
    const run = vi.fn(async () => (await queue.shift()?.()) ?? 0)
    sweeps = startSweeps([{ run, failed: 'no', lanes: 2 }], { logger })
    await vi.advanceTimersByTimeAsync(1_000)
    sweeps.wake()
    await vi.advanceTimersByTimeAsync(1_010)
    expect(run).toHaveBeenCalledTimes(4)
    expect(queue).toEqual([])
    slow.resolve(0)
  })
})
