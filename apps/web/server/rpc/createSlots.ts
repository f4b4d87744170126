import { setTimeout as delay } from 'node:timers/promises'

/** How many calls run at once, how many may wait, and for how many times its own length a slot rests after a call. */
export type SlotLimits = { readonly slots: number; readonly waiting: number; readonly restFactor: number }

/** Runs work in one of the slots; null when too many wait already. */
export type Slots = <Answer>(run: () => Promise<Answer>) => Promise<Answer | null>

/**
 * Makes the slots. A slot that worked for t rests for `restFactor` × t before it takes the next call, so that short calls pass at once and long ones take
 * no more than a fixed share of the node's time, whoever sends them. Calls are taken in the order in which they came.
 */
export function createSlots({ slots, waiting, restFactor }: SlotLimits): Slots {
  const queue: (() => void)[] = []
  let free = slots

  async function take(): Promise<boolean> {
    if (free > 0) {
      free -= 1
      return true
    }
    if (queue.length >= waiting) return false
    await new Promise<void>((resolve) => queue.push(resolve))
    return true
  }

  function release(): void {
    const next = queue.shift()
    if (next === undefined) free += 1
    else next()
  }

  return async (run) => {
    if (!(await take())) return null
    const startedAt = performance.now()
    try {
      return await run()
    } finally {
      const restMs = (performance.now() - startedAt) * restFactor
      if (restMs < 1) release()
      else void delay(restMs, undefined, { ref: false }).then(release)
    }
  }
}
