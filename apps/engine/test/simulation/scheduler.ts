import { setImmediate as microtasksDone } from 'node:timers/promises'
import type { Random } from '../../../../packages/matching/test/randomOf.ts'
import type { Wait } from '../../src/loop/clock.ts'
import type { Trace } from './trace.ts'

/** A process of the simulation, from its start to its death. None of the effects and times for which it waits comes after its death. */
export type Life = { readonly name: string; alive: boolean; readonly atDeath: Set<() => Promise<void>> }

/**
 * What happens to an effect:
 * - runs: the effect happens
 * - fails: it does not happen, and the caller gets an error
 * - unanswered: it happens, but the answer is lost
 * - stale: a call to the chain is answered from an old state
 * - dies before, dies after: the process dies before or after the effect
 */
export type Fate = 'runs' | 'fails' | 'unanswered' | 'stale' | 'dies before' | 'dies after'

/** A process's call to the outside world. It waits in the scheduler until its turn. */
export type Effect<Result> = {
  label: string
  /** The effect's arguments. They are part of the hash that shows whether two runs were the same. */
  values?: unknown
  /** The possible fates of this effect besides `runs`, such as a lost answer. If the list is empty, the effect always runs. */
  fates: readonly Fate[]
  mayRun?: () => boolean
  perform: (fate: Fate) => Promise<Result>
}

type Parked = { life: Life; effect: Effect<unknown>; resolve: (result: unknown) => void; reject: (error: unknown) => void }
type Timer = { life: Life; atMs: number; place: number; fire: () => void }

/** The probability of each fate, from 0 to 1. With the probability that remains, the effect runs. */
export type Faults = Partial<Record<Fate, number>>

/**
 * Runs the waiting effects of all simulated processes, one at a time. Only the seed decides their order and their fates, so the same seed gives the same run.
 */
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

  /** Returns how often each fate of an effect (such as a lost answer) occurred. */
  fates(): Readonly<Partial<Record<Fate, number>>> {
    return this.#fates
  }

  setFaults(next: Faults): void {
    this.#faults = next
  }

  /** Ends the run with this error. The engine broke one of the product's guarantees, or the simulation has a bug. */
  report(error: unknown): void {
    this.#broken.push(error)
  }

  /** Requests an effect for a process. Never settles if the process dies first. */
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

  /** Ends a process: its waits never end, and its locks are released. */
  async kill(life: Life): Promise<void> {
    if (!life.alive) return
    life.alive = false
    this.#trace.note(`${life.name} dies`)
    for (const list of [this.#parked, this.#timers]) {
      for (let at = list.length - 1; at >= 0; at -= 1) if (list[at]?.life === life) list.splice(at, 1)
    }
    for (const bury of [...life.atDeath].reverse()) await bury()
  }

  /** Selects one of the waiting effects that may run, at random, and runs it. Returns false if there is none. */
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

  /** Advances the clock by `ms` and ends the waits that are over, earliest first. */
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
