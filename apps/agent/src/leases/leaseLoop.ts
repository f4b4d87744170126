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

const pollWithLeasesMs = 2_000
const pollAtRestMs = 3_000
/**
 * Maximum number of passes over the leases after one wake-up. A lease may need several passes, one for each of its steps (prepare, send Ready, start the
 * script). If more passes seem to be needed, some step has no lasting effect.
 */
const mostPasses = 6

/**
 * Brings the leases on this machine to the state that the market wants. Works at once after a wake-up and when the paid time of a lease ends; otherwise every 2
 * s while there are leases, and every 3 s without leases.
 */
export class LeaseLoop {
  readonly #market: MarketSession
  readonly #keeper: LeaseKeeper
  readonly #disks: LeaseDisks
  readonly #nodes: ReadonlyMap<string, SigningNode>
  readonly #logger: Logger
  readonly #quietly: Quietly
  readonly #onDesired: (desired: Desired) => void
  readonly #stop = new AbortController()
  #wake = new AbortController()
  /** True while the market's last answer had a lease for this machine in any state but 'lost'. */
  #expecting = false
  #clock: { chainSeconds: number; atMs: number } | null = null

  constructor({
    market,
    keeper,
    disks,
    nodes,
    onDesired,
    logger,
  }: {
    market: MarketSession
    keeper: LeaseKeeper
    disks: LeaseDisks
    nodes: ReadonlyMap<string, SigningNode>
    /** Called with each answer of the market. */
    onDesired: (desired: Desired) => void
    logger: Logger
  }) {
    this.#market = market
    this.#keeper = keeper
    this.#disks = disks
    this.#nodes = nodes
    this.#onDesired = onDesired
    this.#logger = logger
    this.#quietly = new Quietly(logger)
  }

  /** Runs until `stop`. Never rejects: logs failures and tries again. */
  async run(): Promise<void> {
    void this.#listen()
    while (!this.#stop.signal.aborted) {
      this.#wake = new AbortController()
      await this.#turn()
      const pauseMs = Math.min(this.#expecting || this.#keeper.actual().length > 0 ? pollWithLeasesMs : pollAtRestMs, this.#untilNextEndMs())
      // A wake-up, or a call of `stop`, ends this wait early.
      await wait(pauseMs, null, { signal: AbortSignal.any([this.#wake.signal, this.#stop.signal]) }).catch(() => {})
    }
  }

  stop(): void {
    this.#stop.abort()
  }

  /**
   * Reads once which state the market wants. Then runs the steps that are due for all leases, pass after pass, until no step is due, a step has failed, or six
   * passes are over.
   */
  async #turn(): Promise<void> {
    const desired = await this.#quietly.run('reading the leases', () => this.#readDesired())
    this.#expecting = desired?.leases.some(({ state }) => state !== 'lost') ?? false
    if (desired !== null) {
      this.#onDesired(desired)
      await this.#admit(desired)
    }
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

  /** Passes the changes of keys and ports to the keeper. If a change cannot be checked or is refused, the lease keeps its earlier keys and ports. */
  async #admit({ access }: Desired): Promise<void> {
    if (access.size === 0) return
    const chain = await this.#quietly.run('reading the chain', () => this.#market.chain())
    if (chain === null) return
    const judge = { domain: { chainId: chain.chainId, market: chain.addresses.market as Address }, nowSeconds: this.#nowSeconds() }
    for (const [leaseId, told] of access)
      await this.#quietly.run(`the keys and ports of lease ${leaseId}`, () => this.#keeper.admit(leaseId, told, judge))
  }

  /** Runs the steps of one lease in order. Returns false when a step failed; the remaining steps are then left for the next time that the loop works. */
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
    this.#logger.info({ leaseId, nodeId: node.nodeId }, 'the agent reported that the lease is ready')
  }

  /**
   * Decrypts the secrets and reports to the market whether they can be used. Stores them only after this report. If the report fails, the loop repeats both the
   * next time. Rejects with the error code of secrets that cannot be used.
   */
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
    // The API's clock may be behind the time of the block that settled a lease or made it Ready. So this clock uses the latest of these times.
    const proven = answer.leases.map(({ settledAt, readyAt }) => Math.max(settledAt, readyAt ?? 0))
    this.#clock = { chainSeconds: Math.max(answer.chainNow, ...proven), atMs: performance.now() }
    // An older market does not return a separate list of lost leases. It leaves lost leases out of its answer, and this machine ends every lease that is left
    // out.
    return toDesiredLeases({ leases: answer.leases, lost: answer.lost ?? [] })
  }

  /**
   * Returns the milliseconds until the next end of a lease, so that the loop wakes up then, but at most the usual interval. Leaves out leases whose end has
   * passed and that are not removed yet.
   */
  #untilNextEndMs(): number {
    const nowMs = this.#nowMs()
    const ends = this.#keeper.actual().map(({ endSeconds }) => endSeconds * 1_000 - nowMs)
    return Math.ceil(Math.min(pollAtRestMs, ...ends.filter((untilMs) => untilMs > 0)))
  }

  /** Returns the current block time: the last time that the market stated, plus the time since then. Before the first answer, returns this computer's time. */
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
      // If the signal aborts, this pause ends early, and the loop ends at its next check of the signal.
      await wait(pollAtRestMs, null, { signal }).catch(() => {})
    }
  }
}
