import { setTimeout as delay } from 'node:timers/promises'
import { createTurns } from './createTurns.ts'

/**
 * Limits on parallel calls.
 * - At most `slots` calls run at once, and `each` of them for one caller.
 * - At most `waiting` calls wait, and `waitingEach` of them for one caller, each for at most `waitMs`.
 * - `time` limits the time of all calls together. Null means no limit.
 */
export type SlotLimits = {
  readonly slots: number
  readonly each: number
  readonly waiting: number
  readonly waitingEach: number
  readonly waitMs: number
  readonly time: TimeLimit | null
}

/**
 * All calls together may take this fraction of the time on average; 0.25 means a quarter of one processor core. After a pause they may take up to `burstMs`
 * milliseconds at once.
 */
export type TimeLimit = { readonly share: number; readonly burstMs: number }

/** Runs a caller's call as soon as a slot (one of the parallel calls) is free. Returns null if too many calls wait, or if this call waited too long. */
export type Slots = <Answer>(caller: string, run: () => Promise<Answer>) => Promise<Answer | null>

/**
 * Creates the slots for parallel calls. Callers take turns, and the calls of one caller start in the order of arrival. If all calls together have used more
 * than their fraction of the time, a slot rests after its call. While the slot rests, it still counts as used by its caller.
 */
export function createSlots(limits: SlotLimits): Slots {
  const turns = createTurns<(mayRun: boolean) => void>()
  const running = new Map<string, number>()
  const restAfter = createRest(limits.time)
  let free = limits.slots

  const mayBegin = (caller: string) => free > 0 && (running.get(caller) ?? 0) < limits.each

  function begin(caller: string): void {
    free -= 1
    running.set(caller, (running.get(caller) ?? 0) + 1)
  }

  async function take(caller: string): Promise<boolean> {
    if (turns.waitingOf(caller) === 0 && mayBegin(caller)) {
      begin(caller)
      return true
    }
    if (turns.waiting() >= limits.waiting || turns.waitingOf(caller) >= limits.waitingEach) return false
    const { promise, resolve } = Promise.withResolvers<boolean>()
    turns.add(caller, resolve)
    const timer = setTimeout(() => {
      turns.remove(caller, resolve)
      resolve(false)
    }, limits.waitMs)
    return promise.finally(() => clearTimeout(timer))
  }

  function release(caller: string): void {
    free += 1
    const left = (running.get(caller) ?? 1) - 1
    if (left === 0) running.delete(caller)
    else running.set(caller, left)
    const next = turns.next(mayBegin)
    if (next === null) return
    begin(next.caller)
    next.entry(true)
  }

  return async (caller, run) => {
    if (!(await take(caller))) return null
    const startedAt = performance.now()
    try {
      return await run()
    } finally {
      const restMs = restAfter(performance.now() - startedAt)
      if (restMs === 0) release(caller)
      else void delay(restMs, undefined, { ref: false }).then(() => release(caller))
    }
  }
}

/**
 * Returns a function that receives the length of a call and returns how long its slot must rest afterwards, both in milliseconds. Each call adds its length to
 * a debt. In each millisecond, the debt shrinks by `share` milliseconds.
 */
function createRest(time: TimeLimit | null): (callMs: number) => number {
  if (time === null) return () => 0
  let [debtMs, at] = [0, performance.now()]
  return (callMs) => {
    const now = performance.now()
    debtMs = Math.max(0, debtMs - (now - at) * time.share) + callMs
    at = now
    return Math.ceil(Math.max(0, debtMs - time.burstMs) / time.share)
  }
}
