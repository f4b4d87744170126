import { setTimeout as wait } from 'node:timers/promises'
import { type Logger, traceOrder } from '@infinitio/process'
import { type Address, isRefusal } from '@infinitio/domain'
import type { LeaseTermsWire } from '@infinitio/domain/wire'
import { refusal, signReady } from '@infinitio/sdk'
import type { MarketSession, SigningNode } from '../market/marketSession.ts'
import { Quietly } from '../market/quietly.ts'
import { type Desired, toDesiredLeases } from './toDesiredLeases.ts'
import type { LeaseDisks } from './leaseDisks.ts'
import type { LeaseKeeper } from './leaseKeeper.ts'
import { type LeaseAction, reconcile } from './reconcile.ts'

const pollWithLeasesMs = 1_000
const pollAtRestMs = 3_000
/** One wake-up may need several steps (prepare, Ready, script); more passes than this mean a step does not stick. */
const mostPasses = 6

/** Makes the leases on this machine what the market wants: on a wake-up at once, else every second while there are leases, every 3 s at rest. */
export class LeaseLoop {
  readonly #market: MarketSession
  readonly #keeper: LeaseKeeper
  readonly #disks: LeaseDisks
  readonly #nodes: ReadonlyMap<string, SigningNode>
  readonly #logger: Logger
  readonly #quietly: Quietly
  readonly #stop = new AbortController()
  #wake = new AbortController()
  /** Whether the market wants a lease that is not here yet. */
  #expecting = false
  #clock: { chainSeconds: number; atMs: number } | null = null

  constructor({
    market,
    keeper,
    disks,
    nodes,
    logger,
  }: { market: MarketSession; keeper: LeaseKeeper; disks: LeaseDisks; nodes: ReadonlyMap<string, SigningNode>; logger: Logger }) {
    this.#market = market
    this.#keeper = keeper
    this.#disks = disks
    this.#nodes = nodes
    this.#logger = logger
    this.#quietly = new Quietly(logger)
  }

  /** Runs until `stop`. Never rejects: what fails is logged and tried again. */
  async run(): Promise<void> {
    void this.#listen()
    while (!this.#stop.signal.aborted) {
      this.#wake = new AbortController()
      await this.#turn()
      const pauseMs = Math.min(this.#expecting || this.#keeper.actual().length > 0 ? pollWithLeasesMs : pollAtRestMs, this.#untilNextEndMs())
      // A wake-up or the stop ends the wait by an abort.
      await wait(pauseMs, null, { signal: AbortSignal.any([this.#wake.signal, this.#stop.signal]) }).catch(() => {})
    }
  }

  stop(): void {
    this.#stop.abort()
  }

  /** One look at the market, then steps until nothing is left to do. */
  async #turn(): Promise<void> {
    const desired = await this.#quietly.run('reading the leases', () => this.#readDesired())
    this.#expecting = desired?.leases.some(({ state }) => state !== 'lost') ?? false
    if (desired !== null) await this.#admit(desired)
    for (let pass = 0; pass < mostPasses; pass += 1) {
      const nowSeconds = this.#nowSeconds()
      const actions = reconcile({ desired: desired?.leases ?? null, actual: this.#disks.over(this.#keeper.actual()), nowSeconds })
      const possible = actions.filter((action) => action.kind !== 'prepare' || desired?.workloads.has(action.lease.leaseId))
      if (possible.length === 0) return
      const byLease = Map.groupBy(possible, (action) => (action.kind === 'prepare' ? action.lease.leaseId : action.leaseId))
      const done = await Promise.all([...byLease.values()].map((steps) => this.#doSteps(steps, desired, nowSeconds)))
      if (done.includes(false)) return
    }
  }

  /** A change that cannot be judged or is refused leaves the lease as it was. */
  async #admit({ access }: Desired): Promise<void> {
    if (access.size === 0) return
    const chain = await this.#quietly.run('reading the chain', () => this.#market.chain())
    if (chain === null) return
    const judge = { domain: { chainId: chain.chainId, market: chain.addresses.market as Address }, nowSeconds: this.#nowSeconds() }
    for (const [leaseId, told] of access)
      await this.#quietly.run(`the keys and ports of lease ${leaseId}`, () => this.#keeper.admit(leaseId, told, judge))
  }

  /** The steps of one lease, in order; false when one failed and the rest waits for the next turn. */
  async #doSteps(steps: readonly LeaseAction[], desired: Desired | null, nowSeconds: number): Promise<boolean> {
    for (const step of steps) {
      const leaseId = step.kind === 'prepare' ? step.lease.leaseId : step.leaseId
      const orderHash = step.kind === 'prepare' ? step.lease.orderHash : this.#keeper.orderOf(leaseId)
      const done = await traceOrder(orderHash, () =>
        this.#quietly.run(`${step.kind} of lease ${leaseId}`, async () => {
          await this.#do(step, desired, nowSeconds)
          return true
        }),
      )
      if (done === null) return false
    }
    return true
  }

  async #do(step: LeaseAction, desired: Desired | null, nowSeconds: number): Promise<void> {
    switch (step.kind) {
      case 'prepare': {
        const workload = desired?.workloads.get(step.lease.leaseId)
        return workload === undefined ? undefined : this.#keeper.prepare(step.lease, workload)
      }
      case 'signReady':
        return this.#signReady({ leaseId: step.leaseId, terms: desired?.terms.get(step.leaseId) }, nowSeconds)
      case 'bringImage':
        return this.#keeper.images.bring(step.leaseId, () => this.#wake.abort())
      case 'openSecrets':
        return this.#openSecrets(step.leaseId)
      case 'askForSecrets':
        return this.#keeper.secrets.ask(step.leaseId)
      case 'restoreDisk':
        return this.#disks.restoreDisk(step.leaseId, step.task, () => this.#wake.abort())
      case 'tellRestored':
        return this.#disks.tellRestored(step.leaseId)
      case 'takeSnapshot':
        return this.#disks.takeSnapshot(step.leaseId, step.task, { nowSeconds, onEnd: () => this.#wake.abort() })
      case 'goOn':
        return this.#disks.goOn(step.leaseId)
      case 'startScript':
        return this.#keeper.startScript(step.leaseId)
      case 'updateEnd':
        return this.#keeper.updateEnd(step.leaseId, step.endSeconds)
      case 'tellEnd':
        return this.#keeper.tellEnd(step.leaseId, { endSeconds: step.endSeconds, nowSeconds })
      case 'remove':
        return this.#keeper.remove(step.leaseId, step.reason)
      default:
        step satisfies never
    }
  }

  async #signReady({ leaseId, terms }: { leaseId: string; terms: LeaseTermsWire | undefined }, signedAtSeconds: number): Promise<void> {
    if (terms === undefined) throw new Error(`the market gave no terms of lease ${leaseId}`)
    const node = this.#nodes.get(this.#keeper.find(leaseId)?.nodeId ?? '')
    if (node === undefined) throw new Error(`no key for the node of lease ${leaseId}`)
    const chain = await this.#market.chain()
    const ready = await signReady(node.account, { lease: { leaseId, terms }, signedAtSeconds, chain })
    await this.#market.call((client) => client.placeRelay(ready))
    await this.#keeper.readyHandedOver(leaseId, signedAtSeconds)
    this.#logger.info({ leaseId, nodeId: node.nodeId }, 'Ready was handed over')
  }

  /** Tells the market what became of the box before it is kept: when that fails, both are done again. Rejects with the code of a box that cannot be used. */
  async #openSecrets(leaseId: string): Promise<void> {
    const { boxId, box } = await this.#market.call((client) => client.getNodeSecrets(leaseId))
    const opened = await this.#keeper.secrets.open(leaseId, box)
    const code = isRefusal(opened) ? opened.rejected : null
    await this.#market.call((client) => client.sendSecretsRead({ leaseId, boxId, code }))
    if (!isRefusal(opened)) return this.#keeper.secrets.take(leaseId, { box, secrets: opened })
    await this.#keeper.secrets.tellOfRefusal(leaseId, opened.rejected)
    throw refusal(opened.rejected, { detail: opened.detail ?? '' })
  }

  async #readDesired(): Promise<Desired> {
    const answer = await this.#market.call((client) => client.getNodeLeases())
    // A lease that is settled proves a block of that time, which the API's clock may not have seen yet.
    const proven = answer.leases.map(({ settledAt, readyAt }) => Math.max(settledAt, readyAt ?? 0))
    this.#clock = { chainSeconds: Math.max(answer.chainNow, ...proven), atMs: performance.now() }
    // A market that does not tell lost leases apart leaves them out, which ends them here too.
    return toDesiredLeases({ leases: answer.leases, lost: answer.lost ?? [] })
  }

  /** A lease that ends by the clock is ended then, not at the next look. One that is over and still here waits for the next look. */
  #untilNextEndMs(): number {
    const nowMs = this.#nowMs()
    const ends = this.#keeper.actual().map(({ endSeconds }) => endSeconds * 1_000 - nowMs)
    return Math.ceil(Math.min(pollAtRestMs, ...ends.filter((untilMs) => untilMs > 0)))
  }

  /** The block clock: the market's last word plus the time since; wall time before the first. */
  #nowSeconds(): number {
    return Math.floor(this.#nowMs() / 1_000)
  }

  #nowMs(): number {
    if (this.#clock === null) return Date.now()
    return this.#clock.chainSeconds * 1_000 + performance.now() - this.#clock.atMs
  }

  async #listen(): Promise<void> {
    const { signal } = this.#stop
    while (!signal.aborted) {
      await this.#quietly.run('listening for wake-ups', () =>
        this.#market.call((client) => client.watchNodeEvents({ onWake: () => this.#wake.abort(), signal })),
      )
      // An abort ends the wait, and then the loop.
      await wait(pollAtRestMs, null, { signal }).catch(() => {})
    }
  }
}
