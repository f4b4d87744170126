import { leaseScript } from '@infinitio/jobs'
import { type ScaleEvent, scaleService, scaleViewOf, withScaleEvent } from '@infinitio/services'
import type { LeaseOrder, LeasePlan } from '@infinitio/tasks'
import type { ScalerEffects } from './scalerEffects.ts'
import type { ServiceFile } from './serviceFile.ts'
import { type Machine, type MachineMemory, stepMachine } from './stepMachine.ts'

/** A running scaler. `stop` ends all leases, if the market answers in time, and then returns. */
export type RunningScaler = { readonly machines: () => readonly Machine[]; readonly stop: () => Promise<void> }

const usualLookMs = 1_000
/** The interval between two checks of a machine becomes this many times longer once its model server answers. */
const looksOfReady = 5
/** Milliseconds until the next search for a machine to rent, after a search that found none or after a refused order. */
const searchAgainMs = 5_000
/** Milliseconds until the next order, after an order for which the account's money or the limit of its key was too small. */
const ownersTurnMs = 60_000
/** After a machine refused an order, or its lease was lost, searches leave the machine out for this many milliseconds. */
const avoidedMs = 60_000
/** Milliseconds until the next start, after a start for which no request paid. Each further such start doubles the time, up to `mostUnpaidMs`. */
const unpaidMs = 60_000
const mostUnpaidMs = 600_000
const secondsPerHour = 3_600n

/**
 * Rents and ends the machines of a service until `stop`, as `scaleService` decides. Each action is written to the journal before it is executed, so a scaler
 * that was killed continues with the same leases. Throws AdapterError for a machine that nobody can offer.
 */
export async function runScaler(
  effects: ScalerEffects,
  { file, name, lookEveryMs = usualLookMs }: { readonly file: ServiceFile; readonly name: string; readonly lookEveryMs?: number },
): Promise<RunningScaler> {
  const scaler = new Scaler(effects, { file, name, lookEveryMs, plan: await effects.leases.price(file.wish) })
  const timer = setInterval(() => scaler.look(), lookEveryMs)
  effects.pool.watch(() => scaler.look())
  scaler.look()
  return {
    machines: () => scaler.machines,
    async stop() {
      clearInterval(timer)
      await scaler.end()
    },
  }
}

type Parts = { readonly file: ServiceFile; readonly name: string; readonly plan: LeasePlan; readonly lookEveryMs: number }

class Scaler {
  machines: readonly Machine[]
  readonly #effects: ScalerEffects
  readonly #parts: Parts
  readonly #memories = new Map<string, MachineMemory>()
  /** The steps that run now, by the id of their machine. `rent` is the search for a machine. */
  readonly #busy = new Map<string, Promise<void>>()
  /** The ids of the orders that this process created. The scaler sends such an order even if no request waits for a machine any longer. */
  readonly #made = new Set<string>()
  readonly #avoided = new Map<string, number>()
  #searchAtMs = 0
  #reason = ''
  #error = ''
  /** The number of consecutive starts that requests caused without paying for them. */
  #unpaid = 0
  #pausedUntilMs = 0
  #isEnding = false

  constructor(effects: ScalerEffects, parts: Parts) {
    this.#effects = effects
    this.#parts = parts
    this.machines = effects.journal.events.reduce(withScaleEvent<LeaseOrder>, [] as readonly Machine[])
  }

  /** Starts the next step of each machine whose step is due, and decides whether to rent or to end machines. Returns at once. */
  look(): void {
    const now = this.#effects.nowMs()
    for (const { id } of this.machines) if (now >= this.#memoryOf(id).lookAtMs) this.#run(id, () => this.#step(id))
    if (this.#isEnding) return
    this.#endIdle()
    // Orders are made one after the other, because each one needs the next nonce of the account.
    if (this.machines.some(({ phase }) => phase === 'ordered') || !this.#wants() || now < Math.max(this.#searchAtMs, this.#pausedUntilMs)) return
    this.#run('rent', () => this.#rent())
  }

  /** Ends all leases, in two rounds of steps. A step that fails is only reported; its lease then remains for the next start of the service. */
  async end(): Promise<void> {
    this.#isEnding = true
    while (this.#busy.size > 0) await Promise.all(this.#busy.values())
    // An order that is being sent may become a lease in the first round. The second round then ends that lease.
    for (let round = 0; round < 2; round++) {
      for (const { id, phase, leaseId } of this.machines) if (leaseId !== null && phase !== 'ending') this.#end(id, 'the service stopped')
      await Promise.all(this.machines.map(({ id }) => this.#step(id).catch((error: unknown) => this.#failed(error))))
    }
  }

  #end(id: string, reason: string): void {
    this.#effects.pool.remove(id)
    this.#memoryOf(id).lookAtMs = 0
    this.#note({ kind: 'ending', id, atMs: this.#effects.nowMs(), reason, isLost: false })
  }

  #memoryOf(id: string): MachineMemory {
    const memory = this.#memories.get(id) ?? { door: null, misses: 0, silentSinceMs: null, lookAtMs: 0 }
    this.#memories.set(id, memory)
    return memory
  }

  /** Reports an error. The step that failed is repeated, so the same error is reported once. */
  #failed(error: unknown): void {
    const text = String(error)
    if (text !== this.#error) this.#effects.onNews({ kind: 'failed', error })
    this.#error = text
  }

  #run(id: string, act: () => Promise<void>): void {
    if (this.#busy.has(id)) return
    const running = act()
      .catch((error: unknown) => this.#failed(error))
      .finally(() => this.#busy.delete(id))
    this.#busy.set(id, running)
  }

  async #step(id: string): Promise<void> {
    const machine = this.machines.find((one) => one.id === id)
    if (machine === undefined) return
    const memory = this.#memoryOf(id)
    const { file, name, lookEveryMs } = this.#parts
    if (machine.phase === 'ready' && this.#effects.pool.useOf(id) !== null) memory.lookAtMs = this.#effects.nowMs() + looksOfReady * lookEveryMs
    // An order of a killed process is still needed if the other machines are not enough. So this machine, whose order it is, is left out of the count.
    const isDue = () => !this.#isEnding && (this.#made.has(id) || this.#wants(id))
    const event = await stepMachine({ effects: this.#effects, file, machine, memory, name: `${name}-${id.slice(2, 8)}`, isDue })
    if (event === null) return
    const wasDue = isDue()
    this.#note(event)
    this.#report(event, { ...machine, wasDue })
  }

  #report(event: ScaleEvent<LeaseOrder>, { node, leaseId, times: before, end, wasDue }: Machine & { readonly wasDue: boolean }): void {
    const { onNews, pool, nowMs } = this.#effects
    if (event.kind === 'ready' && leaseId !== null) {
      const { ordered = event.atMs, leased = ordered, started = leased } = before
      pool.noteStartTime(event.atMs - ordered)
      const times = { rentMs: leased - ordered, machineMs: started - leased, modelMs: event.atMs - started }
      onNews({ kind: 'ready', leaseId, times, isSlow: this.#mustEarn && event.atMs - ordered > this.#parts.file.waitSeconds * 1_000 })
    }
    if (event.kind === 'ending' && leaseId !== null) onNews({ kind: 'ending', leaseId, reason: event.reason })
    if (event.kind === 'over') this.#notePay(event.id, { leaseId: leaseId ?? '', isLost: end?.isLost === true })
    // An order that was never sent says nothing about its machine.
    if ((event.kind === 'refused' && wasDue && event.canRepeat !== true) || (event.kind === 'ending' && event.isLost))
      this.#avoided.set(node, nowMs() + avoidedMs)
    if (event.kind !== 'refused') return
    pool.starts.cancel(event.id)
    if (wasDue) this.#searchAtMs = nowMs() + (event.isOwnersTurn ? ownersTurnMs : searchAgainMs)
  }

  /**
   * Counts, in a row, the starts for which no request paid. The more of them, the longer the pause before the next start, so that requests that do not pay cost
   * the owner little. A machine that was lost does not count, because its request can still be answered by another machine.
   */
  #notePay(id: string, { leaseId, isLost }: { readonly leaseId: string; readonly isLost: boolean }): void {
    const { pool, nowMs, onNews } = this.#effects
    const isPaid = pool.starts.end(id)
    if (isPaid === null || isLost || !this.#mustEarn) return
    this.#unpaid = isPaid ? 0 : this.#unpaid + 1
    if (isPaid) return
    const pauseMs = Math.min(unpaidMs * 2 ** (this.#unpaid - 1), mostUnpaidMs)
    this.#pausedUntilMs = nowMs() + pauseMs
    onNews({ kind: 'unpaid', leaseId, pauseMs })
  }

  /** Without a start price, the owner of the service pays for its machines, so their requests do not have to. */
  get #mustEarn(): boolean {
    return this.#parts.file.startPrice !== 0n
  }

  #view(quotePerHour: bigint | null, without?: string) {
    const { pool, nowMs } = this.#effects
    return scaleViewOf(
      this.machines.filter(({ id }) => id !== without),
      { useOf: (id) => pool.useOf(id), waiting: pool.waiting, quotePerHour, nowMs: nowMs(), mustEarn: this.#mustEarn },
    )
  }

  /** Returns true if the service needs one more machine, whatever it costs. `without` is a machine that does not count. */
  #wants(without?: string): boolean {
    return scaleService(this.#view(1n, without), this.#parts.file.limits).some(({ kind }) => kind === 'rent')
  }

  #endIdle(): void {
    for (const command of scaleService(this.#view(null), this.#parts.file.limits)) {
      if (command.kind !== 'end') continue
      const machine = this.machines.find(({ leaseId }) => leaseId === `${command.lease}`)
      if (machine === undefined) continue
      // No request gets this machine from here on, so none can begin between the decision and the end of the lease.
      this.#end(machine.id, 'idle')
      this.#effects.onNews({ kind: 'ending', leaseId: machine.leaseId ?? '', reason: 'idle' })
    }
  }

  async #rent(): Promise<void> {
    const { leases, pool, nowMs, onNews } = this.#effects
    const { file, plan } = this.#parts
    const { limits, wish } = file
    this.#searchAtMs = nowMs() + searchAgainMs
    const avoid = new Set([...this.#avoided].filter(([, until]) => until > nowMs()).map(([node]) => node))
    const startScript = leaseScript({ command: wish.command, checkpoint: wish.checkpoint, results: wish.results })
    const found = await leases.find({ wish, plan, left: plan.cost.total, startScript, avoid })
    if (found.kind !== 'order') return this.#unrented(found.reason)
    const { bid, orderHash } = found.order
    const pricePerHour = bid.maxPricePerGpuSecond * BigInt(bid.gpus) * secondsPerHour
    const isIn = scaleService(this.#view(pricePerHour), limits).some(({ kind }) => kind === 'rent')
    if (!isIn) return this.#wants() ? this.#unrented('the cheapest machine is above the rest of the budget for an hour') : undefined
    this.#note({ kind: 'ordered', id: orderHash, atMs: nowMs(), node: bid.node, pricePerHour, order: found.order })
    this.#made.add(orderHash)
    this.#reason = ''
    pool.noteStart(orderHash)
    onNews({ kind: 'renting', machine: found.machine, pricePerHour })
    this.#searchAtMs = 0
    this.#run(orderHash, () => this.#step(orderHash))
  }

  #unrented(reason: string): void {
    if (reason !== this.#reason) this.#effects.onNews({ kind: 'unrented', reason })
    this.#reason = reason
  }

  #note(event: ScaleEvent<LeaseOrder>): void {
    this.#effects.journal.note(event)
    this.machines = withScaleEvent(this.machines, event)
  }
}
