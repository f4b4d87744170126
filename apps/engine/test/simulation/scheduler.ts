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
export type Scheduler = ReturnType<typeof createScheduler>

/** Makes a scheduler whose clock stands at `startMs`. */
export function createScheduler({ random, trace, startMs }: { random: Random; trace: Trace; startMs: number }) {
  const parked: Parked[] = []
  const timers: Timer[] = []
  let nowMs = startMs
  let places = 0
  let steps = 0
  let faults: Faults = {}
  const broken: unknown[] = []
  const fates: Partial<Record<Fate, number>> = {}

  async function kill(life: Life): Promise<void> {
    if (!life.alive) return
    life.alive = false
    trace.note(`${life.name} dies`)
    for (let at = parked.length - 1; at >= 0; at -= 1) if (parked[at]?.life === life) parked.splice(at, 1)
    for (let at = timers.length - 1; at >= 0; at -= 1) if (timers[at]?.life === life) timers.splice(at, 1)
    for (const bury of [...life.atDeath].reverse()) await bury()
  }

  function chooseFate({ fates }: Effect<unknown>): Fate {
    if (fates.length === 0) return 'runs'
    return random.weighted<Fate>([[1, 'runs'], ...fates.map((fate) => [faults[fate] ?? 0, fate] as const)])
  }

  async function carryOut({ life, effect, resolve, reject }: Parked): Promise<void> {
    const fate = chooseFate(effect)
    fates[fate] = (fates[fate] ?? 0) + 1
    trace.note(`${nowMs} ${life.name}: ${effect.label}${fate === 'runs' ? '' : ` (${fate})`}`, effect.values)
    if (fate === 'dies before') return kill(life)
    try {
      const result = await effect.perform(fate)
      if (fate === 'dies after') return await kill(life)
      trace.note('→', result)
      resolve(result)
    } catch (error) {
      if (fate === 'dies after') return kill(life)
      trace.note(`→ ${error instanceof Error ? `${error.name}: ${error.message.split('\n')[0]}` : String(error)}`)
      reject(error)
    }
  }

  return {
    nowMs: () => nowMs,
    steps: () => steps,
    /** How often each fate was met. */
    fates: (): Readonly<Partial<Record<Fate, number>>> => fates,
    setFaults(next: Faults) {
      faults = next
    },
    kill,
    /** A promise is broken, or the simulation itself has a bug: the run ends with this error. */
    report(error: unknown) {
      broken.push(error)
    },
    /** Asks for an effect on behalf of a process. Never settles when the process dies first. */
    park<Result>(life: Life, effect: Effect<Result>): Promise<Result> {
      return new Promise((resolve, reject) => {
        if (life.alive) parked.push({ life, effect, resolve: resolve as (result: unknown) => void, reject })
      })
    },
    wait(life: Life, ms: number): Wait {
      let cut = (): void => {}
      const ended = new Promise<void>((resolve) => {
        places += 1
        const timer = { life, atMs: nowMs + ms, place: places, fire: resolve }
        if (life.alive) timers.push(timer)
        cut = () => {
          const at = timers.indexOf(timer)
          if (at < 0) return
          timers.splice(at, 1)
          resolve()
        }
      })
      return { ended, cut: () => cut() }
    },
    /** Carries one waiting effect out, any of those that may run. False when none may. */
    async step(): Promise<boolean> {
      await microtasksDone()
      const ready = parked.filter(({ effect }) => effect.mayRun?.() ?? true)
      if (ready.length === 0) return false
      const chosen = random.pick(ready)
      parked.splice(parked.indexOf(chosen), 1)
      steps += 1
      await carryOut(chosen)
      if (broken.length > 0) throw broken[0]
      return true
    },
    /** Moves the clock and ends the waits that are over by then, earliest first. */
    advance(ms: number): void {
      nowMs += ms
      const due = timers.filter(({ atMs }) => atMs <= nowMs).sort((one, other) => one.atMs - other.atMs || one.place - other.place)
      for (const timer of due) {
        timers.splice(timers.indexOf(timer), 1)
        timer.fire()
      }
    },
    /** Milliseconds until the next wait is over; null when nobody waits. */
    untilNextMs: (): number | null => (timers.length === 0 ? null : Math.max(0, Math.min(...timers.map(({ atMs }) => atMs)) - nowMs)),
  }
}
