import { setTimeout as delay } from 'node:timers/promises'
import { createTurns } from './createTurns.ts'

/**
 * Limits of the slots. `slots` calls run at once, `each` of one caller. `waiting` calls wait, `waitingEach` of one caller, each for at most `waitMs`. After
 * a call its slot rests for `restFactor` times the length of the call.
 */
export type SlotLimits = {
  readonly slots: number
  readonly each: number
  readonly waiting: number
  readonly waitingEach: number
  readonly waitMs: number
  readonly restFactor: number
}

/** Runs a caller's work in one of the slots. Returns null when too many calls wait, or when this one waited too long. */
export type Slots = <Answer>(caller: string, run: () => Promise<Answer>) => Promise<Answer | null>

/**
 * Makes the slots. Callers take turns, and each caller's calls start in the order in which they came: one caller with many or slow calls delays another by
 * one turn. A slot that rests stays with its caller, so long calls take no more than a fixed share of the node's time, whoever sends them.
 */
export function createSlots(limits: SlotLimits): Slots {
  const turns = createTurns<(mayRun: boolean) => void>()
  const running = new Map<string, number>()
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
      const restMs = Math.ceil((performance.now() - startedAt) * limits.restFactor)
      if (restMs === 0) release(caller)
      else void delay(restMs, undefined, { ref: false }).then(() => release(caller))
    }
  }
}
