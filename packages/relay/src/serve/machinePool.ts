import { RelayError } from '../relayError.ts'
import { openUpstream, type Upstream } from '../wire/openUpstream.ts'
import type { Asking, ModelMachines, Seat } from './modelMachines.ts'
import { StartPays } from './startPays.ts'

/** A machine with a model server. `base` is its URL, which ends with `/v1`. It answers `slots` requests at the same time. */
export type PoolMachine = {
  readonly id: string
  readonly base: string
  readonly headers: Readonly<Record<string, string>>
  readonly slots: number
}

type Machine = Omit<PoolMachine, 'base'> & {
  readonly upstream: Upstream
  readonly sinceMs: number
  running: number
  idleSinceMs: number
  earned: bigint
}
type Waiter = { readonly asking: Asking; readonly give: (seat: Seat) => void }

/**
 * The state of a machine: the requests that it answers now, the time since which it answers none, the time since which it is ready, and the pay for the tokens
 * that it sent since then, in base units of PToken.
 */
export type MachineUse = { readonly running: number; readonly idleSinceMs: number | null; readonly sinceMs: number; readonly earned: bigint }

const waitEveryMs = 5_000
/** The expected time of a start before the first one was measured. */
const usualStartMs = 40_000

/**
 * The rented machines of one service. Requests that find no free slot wait in sequence. A separate program, the scaler, rents machines for these requests, and
 * adds machines to this pool and removes them.
 */
export class MachinePool implements ModelMachines {
  readonly #machines = new Map<string, Machine>()
  readonly #waiting: Waiter[] = []
  /** The starts of the machines, and the requests that pay for them. */
  readonly starts = new StartPays()
  readonly #nowMs: () => number
  #startMs = usualStartMs
  #onDemand: () => void = () => {}

  constructor(nowMs: () => number = Date.now) {
    this.#nowMs = nowMs
  }

  /** Number of requests that wait for a machine. */
  get waiting(): number {
    return this.#waiting.length
  }

  /** Calls `onDemand` whenever a request begins to wait, so that a machine can be rented without delay. */
  watch(onDemand: () => void): void {
    this.#onDemand = onDemand
  }

  /** Adds a machine that is ready. The requests that wait get its slots. */
  add({ id, base, headers, slots }: PoolMachine): void {
    if (this.#machines.has(id)) return
    const sinceMs = this.#nowMs()
    this.#machines.set(id, {
      id,
      headers,
      slots,
      upstream: openUpstream(base, { reach: 'any' }),
      running: 0,
      sinceMs,
      idleSinceMs: sinceMs,
      earned: 0n,
    })
    this.#serve()
  }

  /** Removes a machine. Its running requests end by themselves or by the error of their connection; new ones go to other machines. */
  remove(id: string): void {
    const machine = this.#machines.get(id)
    if (machine === undefined) return
    this.#machines.delete(id)
    if (machine.running === 0) machine.upstream.close()
  }

  /** Returns the use of a machine, or null if the pool does not have it. */
  useOf(id: string): MachineUse | null {
    const machine = this.#machines.get(id)
    if (machine === undefined) return null
    const { running, idleSinceMs, sinceMs, earned } = machine
    return { running, idleSinceMs: running === 0 ? idleSinceMs : null, sinceMs, earned }
  }

  /**
   * Records that a machine is rented because of the requests that wait. Of these, the first request that is not yet to pay for a start is to pay for this one.
   */
  noteStart(id: string): void {
    const waiter = this.#waiting.find(({ asking }) => !asking.isStart)
    if (waiter !== undefined) this.starts.begin(id, waiter.asking)
  }

  /** Records how long a start took, in ms, from the order to the first answer of the model server. The next expected start time is this value. */
  noteStartTime(ms: number): void {
    this.#startMs = ms
  }

  any(): Omit<Seat, 'leave'> | null {
    const [first] = this.#machines.values()
    return first ?? null
  }

  take(asking: Asking): Promise<Seat> {
    const free = this.#freeMachine()
    if (free !== null && this.#waiting.length === 0) return Promise.resolve(this.#seatOf(free, asking))
    const { signal, withinMs, onWait } = asking
    return new Promise((resolve, reject) => {
      const sinceMs = this.#nowMs()
      const say = () => onWait(Math.max(1, Math.ceil((this.#startMs - (this.#nowMs() - sinceMs)) / 1_000)))
      const timer = setInterval(say, waitEveryMs)
      const late = setTimeout(() => end(() => reject(new RelayError('serving.no_machine', `none within ${withinMs / 1_000} s`))), withinMs)
      const waiter = { asking, give: (seat: Seat) => end(() => resolve(seat)) }
      const leave = () => end(() => reject(signal.reason))
      const end = (then: () => void) => {
        clearInterval(timer)
        clearTimeout(late)
        signal.removeEventListener('abort', leave)
        const at = this.#waiting.indexOf(waiter)
        if (at >= 0) this.#waiting.splice(at, 1)
        then()
      }
      this.#waiting.push(waiter)
      signal.addEventListener('abort', leave)
      if (signal.aborted) return leave()
      say()
      this.#onDemand()
    })
  }

  close(): void {
    for (const { upstream } of this.#machines.values()) upstream.close()
    this.#machines.clear()
  }

  #freeMachine(): Machine | null {
    const free = [...this.#machines.values()].filter(({ running, slots }) => running < slots)
    // Among the machines with a free slot, the one with the most running requests comes first, so that the others become idle and can be ended.
    return free.toSorted((one, other) => other.running - one.running)[0] ?? null
  }

  #serve(): void {
    for (;;) {
      const free = this.#freeMachine()
      const [next] = this.#waiting
      if (free === null || next === undefined) return
      next.give(this.#seatOf(free, next.asking))
    }
  }

  #seatOf(machine: Machine, asking: Asking): Seat {
    machine.running += 1
    this.starts.take(machine.id, asking)
    const before = asking.onPaid
    asking.onPaid = (pay) => {
      before?.(pay)
      machine.earned += pay.tokens
    }
    let isLeft = false
    return {
      upstream: machine.upstream,
      headers: machine.headers,
      leave: () => {
        if (isLeft) return
        isLeft = true
        machine.running -= 1
        machine.idleSinceMs = this.#nowMs()
        if (machine.running === 0 && this.#machines.get(machine.id) !== machine) machine.upstream.close()
        this.#serve()
      },
    }
  }
}
