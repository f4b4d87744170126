import type { SigningDomain } from '@infinitio/domain'
import { type Logger, traceOrder } from '@infinitio/process'
import { InfinitioError } from '@infinitio/sdk'
import type { MarketSession } from '../market/marketSession.ts'
import { DiskMarket } from '../snapshots/diskMarket.ts'
import { type RestoreTask, restoreDisk } from '../snapshots/restoreDisk.ts'
import { type SnapshotTask, takeSnapshot } from '../snapshots/takeSnapshot.ts'
import type { LeaseKeeper } from './leaseKeeper.ts'
import type { StoredLease } from './leaseStore.ts'
import type { RunningLease } from './runningLease.ts'

/** The services that copying and restoring of disks needs: the market with its block clock, the lease keeper, and the keys of other machines from the chain. */
export type DiskPlace = {
  market: MarketSession
  keeper: LeaseKeeper
  boxKeyOf: (nodeId: string) => Promise<string | null>
  logger: Logger
}

/** Copies and restores the disks of leases in the background. Work that an earlier process started begins again from the start. */
export class LeaseDisks {
  readonly #place: DiskPlace
  readonly #restoring = new Set<string>()
  /** For each lease, by its id: the id of the last snapshot that this process started. */
  readonly #begun = new Map<string, string>()

  constructor(place: DiskPlace) {
    this.#place = place
  }

  /**
   * Returns the stored leases, each with the id of the last snapshot that this process started, and with the restore state 'coming' while this process restores
   * its disk.
   */
  over(leases: readonly StoredLease[]): StoredLease[] {
    return leases.map((lease) => ({
      ...lease,
      snapshotId: this.#begun.get(lease.leaseId) ?? null,
      restore: this.#restoring.has(lease.leaseId) ? 'coming' : lease.restore,
    }))
  }

  /** Starts a snapshot of a lease; does nothing if the lease is not running. Calls `onEnd` when the snapshot is stored or has failed. Never rejects. */
  takeSnapshot(leaseId: string, task: SnapshotTask, { nowSeconds, onEnd }: { nowSeconds: number; onEnd: () => void }): void {
    const lease = this.#place.keeper.find(leaseId)
    if (lease === null) return
    this.#begun.set(leaseId, task.snapshotId)
    this.#beside(lease, onEnd, () => this.#snapshot(lease, task, nowSeconds))
  }

  /**
   * Starts to restore the disk of a lease from a snapshot; does nothing if the lease is not running, or its disk is already being restored. Calls `onEnd` when
   * the restore has ended, also after a failure. Never rejects.
   */
  restoreDisk(leaseId: string, task: RestoreTask, onEnd: () => void): void {
    const lease = this.#place.keeper.find(leaseId)
    if (lease === null || this.#restoring.has(leaseId)) return
    this.#restoring.add(leaseId)
    const end = (): void => {
      this.#restoring.delete(leaseId)
      onEnd()
    }
    this.#beside(lease, end, () => this.#restore(lease, task))
  }

  /** Reports to the market that a disk is restored, and then stores that the market knows it. Safe to repeat. Rejects when the market does not respond. */
  async tellRestored(leaseId: string): Promise<void> {
    const { keeper, market } = this.#place
    try {
      await market.call((client) => client.reportRestore({ leaseId, report: { state: 'done' } }))
    } catch (error) {
      // The market has deleted this snapshot, so it needs no report.
      if (codeOf(error) !== 'snapshot.unknown') throw error
    }
    await keeper.noteDisk(leaseId, { restore: 'here' })
  }

  /** Resumes the programs of a paused lease. */
  async goOn(leaseId: string): Promise<void> {
    const { keeper } = this.#place
    await keeper.find(leaseId)?.sandbox.goOn()
    await keeper.noteDisk(leaseId, { still: false })
  }

  async #snapshot({ stored, sandbox, over }: RunningLease, task: SnapshotTask, nowSeconds: number): Promise<void> {
    const { keeper, boxKeyOf, logger } = this.#place
    const { leaseId } = stored
    const facts = { leaseId, snapshotId: task.snapshotId }
    const market = this.#market(over.signal)
    const isMove = BigInt(task.order.node) !== 0n
    const tell = (text: string) => keeper.tell(leaseId, text)
    try {
      const judge = { renter: stored.renter, domain: await this.#domain(), nowSeconds, boxKeyOf }
      const secrets = isMove ? await keeper.secrets.of(leaseId) : null
      // Store the state 'paused' before the programs are paused. So if the agent is killed afterwards, it lets the programs continue after its next start.
      await keeper.noteDisk(leaseId, { still: true })
      await tell('copying the disk of this lease; everything in it stands still until that is done')
      await sandbox.standStill()
      const { storedBytes, diskBytes } = await takeSnapshot({ leaseId, task, judge, secrets, sandbox, market, onWords: tell })
      if (!isMove) await this.goOn(leaseId)
      await tell(`a snapshot is stored: ${diskBytes} bytes of files, ${storedBytes} bytes encrypted`)
      logger.info({ ...facts, storedBytes, diskBytes }, 'a snapshot is stored')
    } catch (error) {
      if (over.signal.aborted) return
      await this.goOn(leaseId)
      const code = codeOf(error)
      logger.warn({ ...facts, code, err: error }, 'a snapshot failed')
      await tell(`${code}: ${sentenceOf(error)} The lease goes on.`)
      // The market refuses the report if the snapshot has ended or was cancelled; then no report is needed.
      await market
        .snapshot(task.snapshotId, { state: 'failed', code })
        .catch((report: unknown) => logger.debug({ ...facts, err: report }, 'not reported'))
    }
  }

  async #restore({ stored, sandbox, nodeId, over }: RunningLease, task: RestoreTask): Promise<void> {
    const { keeper, logger } = this.#place
    const { leaseId } = stored
    const facts = { leaseId, snapshotId: task.snapshotId }
    const market = this.#market(over.signal)
    const tell = (text: string) => keeper.tell(leaseId, text)
    const onPercent = async (percent: number): Promise<void> => {
      await market.restore(leaseId, { state: 'running', percent })
      await tell(`restoring the disk: ${percent} %`)
    }
    try {
      await restoreDisk({ leaseId, task, box: keeper.boxOf(nodeId), sandbox, market, onPercent, onWords: tell })
      // Store the state before the report to the market. So if the agent is killed in between, it reports the restore after its next start. A failed report
      // does not count as a failure of the restore.
      await keeper.noteDisk(leaseId, { restore: 'unpacked' })
      await tell('the disk is restored')
      logger.info(facts, 'a disk is restored')
    } catch (error) {
      if (over.signal.aborted) return
      const code = codeOf(error)
      logger.warn({ ...facts, code, err: error }, 'a disk was not restored')
      await tell(`${code}: ${sentenceOf(error)} What came before is there and is not whole. The lease goes on without its start script.`)
      await market.restore(leaseId, { state: 'failed', code })
      await keeper.noteDisk(leaseId, { restore: 'failed' })
    }
  }

  #beside(lease: RunningLease, onEnd: () => void, run: () => Promise<void>): void {
    const { leaseId, orderHash } = lease.stored
    const work = traceOrder(orderHash, run)
      .catch((error: unknown) => this.#place.logger.error({ leaseId, err: error }, 'the result of a disk snapshot could not be stored'))
      .finally(() => {
        lease.background.delete(work)
        onEnd()
      })
    lease.background.add(work)
  }

  #market(signal: AbortSignal): DiskMarket {
    return new DiskMarket({ market: this.#place.market, signal })
  }

  async #domain(): Promise<SigningDomain> {
    const { chainId, addresses } = await this.#place.market.chain()
    return { chainId, market: addresses.market as SigningDomain['market'] }
  }
}

function codeOf(error: unknown): string {
  return error instanceof InfinitioError ? error.code : 'api.internal'
}

function sentenceOf(error: unknown): string {
  return error instanceof InfinitioError ? error.sentence : 'Something went wrong on this machine.'
}
