import { isGpuOf } from '../runtime/container/gpus/readLeaseGpus.ts'
import { SerialQueue } from '../runtime/container/serialQueue.ts'
import type { GpuShare, LeaseGpu, Runtime } from '../runtime/runtime.ts'
import type { StoredLease } from './leaseStore.ts'

/** A lease with the GPUs that it holds; null: all of the machine. */
type Holder = Pick<StoredLease, 'leaseId' | 'gpus'>

/** The lease that gets GPUs, and the number of GPUs that its renter pays for. `ofNode` is the number that its node is listed with; null if it is not known. */
type Wanting = { readonly leaseId: string; readonly gpus: number; readonly ofNode?: number | null }

/**
 * Gives each lease definite GPUs of this machine. The choice is stored with the lease before anything of the lease starts, so that a restarted agent gives a
 * lease the same GPUs again, and no GPU is given to two leases.
 */
export class LeaseGpus {
  readonly #runtime: Pick<Runtime, 'gpus'>
  /** Lets one lease choose at a time, until its choice is stored. Two leases that start in the same second would choose the same GPUs otherwise. */
  readonly #turns = new SerialQueue()
  #known: readonly LeaseGpu[] = []
  /** The largest number of single GPUs that the machine had since the agent's start. */
  #most = 0
  /** True after the machine has shown its GPUs, or that a lease gets all of them. */
  #isKnown = false
  /** The PCI addresses of GPUs that the driver reports as lost. */
  #lost: ReadonlySet<string> = new Set()
  /** The last result of `countLost`. */
  #lostCount = 0

  constructor(runtime: Pick<Runtime, 'gpus'>) {
    this.#runtime = runtime
  }

  /** Reads which GPUs the machine has now. Returns null if a lease gets all of them. Rejects while the machine does not show its GPUs. */
  async look(): Promise<readonly LeaseGpu[] | null> {
    const found = (await this.#runtime.gpus?.()) ?? null
    const gpus = found?.map((gpu) => (this.#lost.has(gpu.id) ? { ...gpu, isLost: true } : gpu)) ?? null
    this.#isKnown = true
    if (gpus !== null) this.#known = gpus
    this.#most = Math.max(this.#most, gpus?.length ?? 0)
    return gpus
  }

  /** Notes which GPUs the driver reports as lost now, by their PCI addresses. No lease gets one of them, until the driver reports it as present again. */
  noteLost(addresses: ReadonlySet<string>): void {
    this.#lost = addresses
  }

  /**
   * Counts the GPUs that no lease holds and that do not respond, or that the machine has not shown since the agent's start as before. Returns the last count
   * while the machine does not show its GPUs. `ofNode` is the number of GPUs that its node is listed with. Never rejects.
   */
  async countLost({ holders, ofNode }: { holders: readonly Holder[]; ofNode: number }): Promise<number> {
    const wasDivided = this.#known.length > 0
    const gpus = await this.look().catch(() => null)
    if (gpus !== null || !wasDivided) this.#lostCount = lostOf(gpus ?? [], { holders, ofNode, most: this.#most })
    return this.#lostCount
  }

  /** Looks again while nothing is known of the GPUs. Until then, a lease with some of them stops the proofs of all. Never rejects. */
  async lookUntilKnown(): Promise<void> {
    if (!this.#isKnown) await this.look().catch(() => null)
  }

  /**
   * Chooses the GPUs of a lease and calls `store` with them, in turn with all other leases. A lease that has GPUs already keeps them. Rejects if too few GPUs
   * are free or the machine does not show its GPUs; the caller then tries again, because a lease that ends may still hold some. `leases` returns all leases of
   * the machine.
   */
  take<Stored>(
    lease: Wanting,
    { leases, store }: { leases: () => readonly Holder[]; store: (gpus: GpuShare | null) => Promise<Stored> },
  ): Promise<Stored> {
    // In a runtime without devices nothing has to be chosen, so leases need not wait for each other.
    if (this.#runtime.gpus === undefined) return store(null)
    return this.#turns.run(async () => {
      const before = leases().find(({ leaseId }) => leaseId === lease.leaseId)
      if (before !== undefined) return await store(before.gpus)
      const gpus = await this.#partsFor(lease)
      return await store(gpus === null ? allFor(lease, leases()) : chooseGpus(lease, { gpus, holders: leases() }))
    })
  }

  /** Returns the GPUs from which a lease gets some; null if it gets all devices of the machine. Decides as `dividesGpus` does for the node's listing. */
  async #partsFor({ leaseId, gpus: wanted, ofNode = null }: Wanting): Promise<readonly LeaseGpu[] | null> {
    // A machine whose cards have no class in the catalogue is listed with one slot, and its lease gets all cards.
    if (ofNode !== null && ofNode < 2) {
      const cards = (await this.look().catch(() => null)) ?? []
      if (cards.length > 0 && cards.every(({ isLost }) => isLost === true)) throw new Error(`lease ${leaseId} gets no GPU: it does not respond`)
      return null
    }
    const wasDivided = this.#known.length > 0
    const gpus = await this.look()
    // The file that describes the GPUs may be written at this moment. Without it, this lease would get all GPUs.
    if (gpus === null && wasDivided) throw new Error(`the GPUs of this machine cannot be read, so lease ${leaseId} gets none yet`)
    // If the machine never had as many single GPUs as its node is listed with, such as MIG slices beside a card, a lease of all GPUs gets all devices.
    return ofNode !== null && this.#most < ofNode && wanted >= ofNode ? null : gpus
  }

  /**
   * Returns true if a lease with these GPUs may use the GPU with this device file. If it is not known which file belongs to which GPU, the lease counts for
   * each GPU.
   */
  mayUse({ gpus }: Pick<Holder, 'gpus'>, file: string | null): boolean {
    if (gpus === null || file === null) return true
    const files = gpus.ids.map((id) => this.#known.find((gpu) => isGpuOf(gpu, id))?.file ?? null)
    return files.some((own) => own === null || own === file)
  }
}

/**
 * Counts the GPUs that do not respond and that no lease holds. `most` is the largest number of GPUs that the machine had. All cards of a machine that is listed
 * with one GPU belong to the same lease, so they count only if none responds. Pure.
 */
function lostOf(gpus: readonly LeaseGpu[], { holders, ofNode, most }: { holders: readonly Holder[]; ofNode: number; most: number }): number {
  if (ofNode < 2) return gpus.length > 0 && gpus.every(({ isLost }) => isLost === true) ? ofNode : 0
  // A lease of the whole machine holds all GPUs, so none is offered anyway.
  if (holders.some((holder) => holder.gpus === null)) return 0
  const held = holders.flatMap((holder) => holder.gpus?.ids ?? [])
  const lost = gpus.filter((gpu) => gpu.isLost === true && !held.some((id) => isGpuOf(gpu, id))).length
  const heldAndGone = held.filter((id) => !gpus.some((gpu) => isGpuOf(gpu, id))).length
  return lost + Math.max(0, most - gpus.length - heldAndGone)
}

/** Returns null, the GPUs of a lease with all devices of the machine. Throws if another lease, also one that is being removed, holds some of them. Pure. */
function allFor({ leaseId }: Wanting, holders: readonly Holder[]): null {
  const holder = holders.find(({ gpus }) => gpus !== null)
  if (holder !== undefined) throw new Error(`the devices of lease ${leaseId} are still held by lease ${holder.leaseId}`)
  return null
}

/**
 * Returns the GPUs of a new lease: the first ones that respond and that no other lease holds. Throws if too few are free. `gpus` are the machine's GPUs, and
 * `holders` its other leases, including those that are being removed. Pure.
 */
export function chooseGpus(lease: Wanting, { gpus, holders }: { gpus: readonly LeaseGpu[]; holders: readonly Holder[] }): GpuShare {
  const whole = holders.find((holder) => holder.gpus === null)
  if (whole !== undefined) throw new Error(`lease ${lease.leaseId} needs ${lease.gpus} GPUs, and lease ${whole.leaseId} has all of this machine`)
  const held = holders.flatMap((holder) => holder.gpus?.ids ?? [])
  const free = gpus.filter((gpu) => gpu.isLost !== true && !held.some((id) => isGpuOf(gpu, id)))
  // A lease that began before the provider named fewer devices has a part of more GPUs. A part of fewer would give some cores and memory to two leases.
  const of = Math.max(gpus.length, ...holders.map((holder) => holder.gpus?.of ?? 0))
  if (free.length >= lease.gpus) return { ids: free.slice(0, lease.gpus).map(({ id }) => id), of }
  const lost = gpus.filter(({ isLost }) => isLost === true).length
  const why = `lease ${lease.leaseId} needs ${lease.gpus} GPUs, and ${free.length} of the ${gpus.length} GPUs of this machine are free`
  throw new Error(lost === 0 ? why : `${why}; ${lost} do not respond`)
}

/**
 * Returns the line in the shells of a lease that names its part of the machine, in each language. Returns null for a lease with all GPUs. Pure.
 */
export function shareText(gpus: GpuShare | null): { readonly en: string; readonly zh: string } | null {
  if (gpus === null || gpus.ids.length === gpus.of) return null
  const { ids, of } = gpus
  return {
    en: `This lease has ${ids.length} of the ${of} GPUs, and the same part of the cores, memory and disk.\r\n`,
    zh: `此租约有 ${of} 个 GPU 中的 ${ids.length} 个，以及同样比例的核心、内存和磁盘。\r\n`,
  }
}
