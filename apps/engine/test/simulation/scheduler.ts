import { setImmediate as microtasksDone } from 'node:timers/promises'
import type { Random } from '../../../../packages/matching/test/randomOf.ts'
import type { Wait } from '../../src/loop/clock.ts'
import type { Trace } from './trace.ts'

/** A process of the house in one of its lives. What it waits for when it dies never comes. */
export type Life = { readonly name: string; alive: boolean; readonly atDeath: Set<() => Promise<void>> }

/**
 * What becomes of one effect: it runs; it never happens and fails (`fails`); it happens and the answer is lost (`unanswered`); it is
 * answered from an old view (`stale`, for questions to the chain); its process dies before it or after it.
 */
export type Fate = 'runs' | 'fails' | 'unanswered' | 'stale' | 'dies before' | 'dies after'

/** Something a process asks of the world. It waits in the scheduler until its turn comes. */
export type Effect<Result> = {
  label: string
  /** What the effect is about; part of the trace's hash. */
  values?: unknown
  /** Which fates it can have besides running. Empty: it always runs. */
  fates: readonly Fate[]
  mayRun?: () => boolean
  perform: (fate: Fate) => Promise<Result>
}

type Parked = { life: Life; effect: Effect<unknown>; resolve: (result: unknown) => void; reject: (error: unknown) => void }
type Timer = { life: Life; atMs: number; place: number; fire: () => void }

/** How likely each fate is, out of 1; the rest runs. */
export type Faults = Partial<Record<Fate, number>>

/** Lets one effect happen at a time, in an order and with a fate that a seed decides. Nothing else in a run takes turns. */
export class Scheduler {
  readonly #random: Random
  readonly #trace: Trace
  readonly #parked: Parked[] = []
  readonly #timers: Timer[] = []
  readonly #broken: unknown[] = []
  readonly #fates: Partial<Record<Fate, number>> = {}
  #nowMs: number
  #places = 0
  #steps = 0
  #faults: Faults = {}

  constructor({ random, trace, startMs }: { random: Random; trace: Trace; startMs: number }) {
    this.#random = random
    this.#trace = trace
    this.#nowMs = startMs
  }

  readonly nowMs = (): number => this.#nowMs

  steps(): number {
    return this.#steps
  }

  /** How often each fate was met. */
  fates(): Readonly<Partial<Record<Fate, number>>> {
    return this.#fates
  }

  setFaults(next: Faults): void {
    this.#faults = next
  }

  /** A promise is broken, or the simulation itself has a bug: the run ends with this error. */
  report(error: unknown): void {
    this.#broken.push(error)
  }

  /** Asks for an effect on behalf of a process. Never settles when the process dies first. */
  park<Result>(life: Life, effect: Effect<Result>): Promise<Result> {
    return new Promise((resolve, reject) => {
      if (life.alive) this.#parked.push({ life, effect, resolve: resolve as (result: unknown) => void, reject })
    })
  }

  wait(life: Life, ms: number): Wait {
    let cut = (): void => {}
    const ended = new Promise<void>((resolve) => {
      this.#places += 1
      const timer = { life, atMs: this.#nowMs + ms, place: this.#places, fire: resolve }
      if (life.alive) this.#timers.push(timer)
      cut = () => {
        const at = this.#timers.indexOf(timer)
        if (at < 0) return
        this.#timers.splice(at, 1)
        resolve()
      }
    })
    return { ended, cut: () => cut() }
  }

  /** Ends a process: what it waits for never comes, and what it held is let go. */
  async kill(life: Life): Promise<void> {
    if (!life.alive) return
    life.alive = false
    this.#trace.note(`${life.name} dies`)
    for (const list of [this.#parked, this.#timers]) {
      for (let at = list.length - 1; at >= 0; at -= 1) if (list[at]?.life === life) list.splice(at, 1)
    }
    for (const bury of [...life.atDeath].reverse()) await bury()
  }

  /** Carries one waiting effect out, any of those that may run. False when none may. */
  async step(): Promise<boolean> {
    await microtasksDone()
    const ready = this.#parked.filter(({ effect }) => effect.mayRun?.() ?? true)
    if (ready.length === 0) return false
    const chosen = this.#random.pick(ready)
    this.#parked.splice(this.#parked.indexOf(chosen), 1)
    this.#steps += 1
    await this.#carryOut(chosen)
    if (this.#broken.length > 0) throw this.#broken[0]
    return true
  }

  /** Moves the clock and ends the waits that are over by then, earliest first. */
  advance(ms: number): void {
    this.#nowMs += ms
    const due = this.#timers.filter(({ atMs }) => atMs <= this.#nowMs).sort((one, other) => one.atMs - other.atMs || one.place - other.place)
    for (const timer of due) {
      this.#timers.splice(this.#timers.indexOf(timer), 1)
      timer.fire()
    }
  }

  #chooseFate({ fates }: Effect<unknown>): Fate {
    if (fates.length === 0) return 'runs'
    return this.#random.weighted<Fate>([[1, 'runs'], ...fates.map((fate) => [this.#faults[fate] ?? 0, fate] as const)])
  }

  async #carryOut({ life, effect, resolve, reject }: Parked): Promise<void> {
    const fate = this.#chooseFate(effect)
    this.#fates[fate] = (this.#fates[fate] ?? 0) + 1
    this.#trace.note(`${this.#nowMs} ${life.name}: ${effect.label}${fate === 'runs' ? '' : ` (${fate})`}`, effect.values)
    if (fate === 'dies before') return this.kill(life)
    try {
      const result = await effect.perform(fate)
      if (fate === 'dies after') return await this.kill(life)
      this.#trace.note('→', result)
      resolve(result)
    } catch (error) {
      if (fate === 'dies after') return this.kill(life)
      this.#trace.note(`→ ${error instanceof Error ? `${error.name}: ${error.message.split('\n')[0]}` : String(error)}`)
      reject(error)
    }
  }
}
