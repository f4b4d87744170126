import { describe, expect, it } from 'vitest'
import { wallClock } from './clock.ts'
import { startLoop } from './startLoop.ts'

const NEVER_MS = 3_600_000

describe('startLoop', () => {
  it('runs at once, and again after a wake', async () => {
    const runs = setup()
    await runs.reached(1)
    runs.loop.wake()
    await runs.reached(2)
    await runs.loop.stop()
  })

  it('runs only once more after several wakes during a run', async () => {
    const runs = setup({
      onRun: (count, loop) => {
        for (let wakes = 0; count === 1 && wakes < 3; wakes += 1) loop()?.wake()
      },
    })
    await runs.reached(2)
    await runs.loop.stop()
    expect(runs.count()).toBe(2)
  })

  it('runs again after the pause that the last run returned', async () => {
    const runs = setup({ pauseMs: 1 })
    await runs.reached(3)
    await runs.loop.stop()
  })

  it('waits for the current run when stopped, and begins no other', async () => {
    let finish: (() => void) | undefined
    let finished = false
    const loop = startLoop({
      run: async () => {
        await new Promise<void>((resolve) => {
          finish = resolve
        })
        finished = true
        return 0
      },
      onError: () => {},
      wait: wallClock.wait,
    })
    const stopping = loop.stop()
    finish?.()
    await stopping
    expect(finished).toBe(true)
  })

  it('passes an error of a run to onError and stops', async () => {
    const errors: unknown[] = []
    const loop = startLoop({ run: () => Promise.reject(new Error('broken')), onError: (error) => errors.push(error), wait: wallClock.wait })
    await loop.stop()
    loop.wake()
    expect(errors).toEqual([new Error('broken')])
  })
})

type Setup = { pauseMs?: number; onRun?: (count: number, loop: () => ReturnType<typeof startLoop> | undefined) => void }

function setup({ pauseMs = NEVER_MS, onRun = () => {} }: Setup = {}) {
  let count = 0
  const waiting: { target: number; resolve: () => void }[] = []
  let started: ReturnType<typeof startLoop> | undefined
  const run = async () => {
    count += 1
    await Promise.resolve()
    onRun(count, () => started)
    for (const { target, resolve } of waiting) if (count >= target) resolve()
    return pauseMs
  }
  const loop = startLoop({
    run,
    onError: (error) => {
      throw error
    },
    wait: wallClock.wait,
  })
  started = loop
  const reached = (target: number) => new Promise<void>((resolve) => (count >= target ? resolve() : waiting.push({ target, resolve })))
  return { loop, reached, count: () => count }
}
