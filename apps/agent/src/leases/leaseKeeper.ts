import { type Hex32, runsImages, type WorkloadSecrets } from '@infinitio/domain'
import type { Logger } from '@infinitio/process'
import ssh2 from 'ssh2'
import type { Runtime } from '../runtime/runtime.ts'
import { trimLog } from '../runtime/trimLog.ts'
import { refusal } from '@infinitio/sdk'
import { type Banner, withText } from '../ssh/banner.ts'
import { probeSsh } from '../ssh/probeSsh.ts'
import { type AccessJudge, takeAccess, type MarketAccess } from './changedAccess.ts'
import type { DesiredLease } from './desiredLease.ts'
import { LeaseGpus, shareText } from './leaseGpus.ts'
import { ImagesOfLeases } from './imagesOfLeases.ts'
import { type StoredLease, loadLeases, saveLease } from './leaseStore.ts'
import { LeaseWipes } from './leaseWipes.ts'
import type { RemoveReason } from './reconcile.ts'
import { openTo, type RunningLease, runningLeaseOf } from './runningLease.ts'
import { SecretsOfLeases } from './secretsOfLeases.ts'

/** The parts of a workload that the agent needs to run a lease. Without `ports`, no port of the lease can be reached from outside. */
export type LeaseWorkload = {
  sshKeys: string[]
  environment: Record<string, string>
  startScript: string
  ports?: number[]
  image?: string | null
  secrets?: WorkloadSecrets | null
}

/**
 * The data of a node that its leases need: its SSH host key, the key pair for encrypted secrets, the banner (first text) of its shells, and the number of GPUs
 * with which it is listed, if that is known.
 */
export type NodeFacts = { hostKey: string; boxKey: Hex32; boxSecret: Hex32; banner: Banner; gpus?: number | null | undefined }

const notices: Record<RemoveReason, string> = {
  ended: 'This lease has ended. The connection closes and the directory is wiped.',
  lost: 'This machine was away for too long and was given up, so this lease is over. The connection closes and the directory is wiped.',
  time_up: 'The time of this lease is up. The connection closes and the directory is wiped.',
  replaced: 'This lease is no longer known to the market. The connection closes and the directory is wiped.',
}

/**
 * Manages the leases of this process. Stores each step of a lease on disk before or after its effect, so that a killed agent can continue after its restart.
 */
export class LeaseKeeper {
  readonly #leasesDir: string
  readonly #nodes: ReadonlyMap<string, NodeFacts>
  readonly #runtime: Runtime
  readonly #logger: Logger
  readonly #running = new Map<string, RunningLease>()
  readonly #wipes: LeaseWipes
  readonly #gpus: LeaseGpus
  /** Pulls and tracks the custom images in which leases run. */
  readonly images: ImagesOfLeases
  /** Decrypts and distributes the secrets that renters gave to their leases. */
  readonly secrets: SecretsOfLeases

  constructor({ leasesDir, nodes, runtime, logger }: { leasesDir: string; nodes: ReadonlyMap<string, NodeFacts>; runtime: Runtime; logger: Logger }) {
    this.#leasesDir = leasesDir
    this.#nodes = nodes
    this.#runtime = runtime
    this.#logger = logger
    this.#wipes = new LeaseWipes({ leasesDir, runtime, logger })
    this.#gpus = new LeaseGpus(runtime)
    this.images = new ImagesOfLeases({
      lease: (leaseId) => this.#running.get(leaseId) ?? null,
      change: (leaseId, change) => this.#change(leaseId, change),
      logger,
    })
    this.secrets = new SecretsOfLeases({
      lease: (leaseId) => this.#lease(leaseId),
      all: () => this.#running.values(),
      boxOf: (nodeId) => this.boxOf(nodeId),
      change: (leaseId, change) => this.#change(leaseId, change),
      tell: (leaseId, text) => this.#tell(leaseId, text),
      logger,
    })
  }

  /**
   * Loads the leases that an earlier run of the agent left on disk, and restarts their containers that have stopped. Rejects if a stored lease uses another
   * runtime than the one that the agent is set to.
   */
  async adopt(): Promise<void> {
    const { leases, broken } = await loadLeases(this.#leasesDir)
    const foreign = leases.filter(({ runtime }) => runtime !== this.#runtime.kind)
    if (foreign.length > 0) {
      const ids = foreign.map(({ leaseId }) => leaseId).join(', ')
      throw new Error(`leases ${ids} run in the other runtime: set AGENT_RUNTIME=${foreign[0]?.runtime} until they are over`)
    }
    await this.#runtime.adopt(leases.map((lease) => ({ ...lease, image: lease.imageReference })))
    for (const name of broken) await this.#wipes.discard(name)
    for (const stored of leases) {
      this.#hold(stored)
      // An earlier run of the agent began to wipe this lease, and it is unknown whether the wipe was completed.
      if (stored.phase === 'removing') this.#wipes.noteUnseen(stored.leaseId)
    }
    await this.secrets.reopen()
    for (const { leaseId, orderHash } of leases) this.#logger.info({ leaseId, orderHash }, 'the agent continues a lease after its restart')
    await this.keepUp()
  }

  /** Returns the stored leases in the form that `reconcile` takes. */
  actual(): StoredLease[] {
    return [...this.#running.values()].map(({ stored }) => this.images.over(stored))
  }

  /**
   * Returns true if a lease of this node has the GPU with this device file, from the choice of its GPUs until it is wiped. Without a file, returns true if the
   * node has any lease.
   */
  isRented(nodeId: string, file: string | null = null): boolean {
    return [...this.#running.values()].some(({ stored }) => stored.nodeId === nodeId && this.#gpus.mayUse(stored, file))
  }

  /** Notes which GPUs the driver reports as lost, by their PCI addresses, so that no lease gets one of them. */
  noteLostGpus(addresses: ReadonlySet<string>): void {
    this.#gpus.noteLost(addresses)
  }

  /** Returns how many GPUs of a node do not respond, without those that leases hold. */
  countLostGpus(nodeId: string): Promise<number> {
    return this.#gpus.countLost({ holders: [...this.#running.values()].map(({ stored }) => stored), ofNode: this.#nodes.get(nodeId)?.gpus ?? 1 })
  }

  /** Returns the number of ended leases that could not be wiped completely. */
  residueLeases(): number {
    return this.#wipes.residue.length
  }

  /** Returns the hash of the order that made a lease, or null if this machine does not have the lease. */
  orderOf(leaseId: string): string | null {
    return this.#running.get(leaseId)?.stored.orderHash ?? null
  }

  /** Returns the lease if its sandbox is running, for connections through the tunnel; otherwise null. */
  find(leaseId: string): RunningLease | null {
    const lease = this.#running.get(leaseId)
    return lease?.stored.phase === 'prepared' ? lease : null
  }

  /**
   * Changes who may access a lease, as the market says: the holder's keys and ports, and teammates' keys. Stores the change first, then ends the sessions of
   * removed keys and ports. Does nothing for a lease that this machine does not have. Stores teammates' keys in memory only, because the market sends them
   * again. Throws the refusals of `takeAccess`.
   */
  async admit(leaseId: string, wanted: MarketAccess, judge: AccessJudge): Promise<void> {
    const lease = this.#running.get(leaseId)
    if (lease === undefined) return
    if ((lease.stored.holder ?? lease.stored.renter) !== wanted.holder) await this.#change(leaseId, { holder: wanted.holder })
    openTo(lease, wanted.guestKeys)
    const access = await takeAccess(lease.stored, wanted, judge)
    if (access === lease.stored.access) return
    await this.#change(leaseId, { access })
    openTo(lease, wanted.guestKeys)
    this.#logger.info({ leaseId, number: access?.number }, 'the keys and ports of a lease changed')
  }

  /** Writes a text to those open sessions of a node's leases that came through the gateway `gateway`. */
  tellSessions({ nodeId, gateway, text }: { nodeId: string; gateway: string; text: string }): void {
    for (const lease of this.#running.values()) if (lease.nodeId === nodeId) lease.sessions.tellThrough(gateway, `[infinitio] ${text}`)
  }

  /**
   * Starts a lease's sandbox and waits until its SSH server answers. Before that, stores which GPUs it has. Safe to repeat. Rejects when this machine cannot
   * start it; the caller then tries again.
   */
  async prepare(wanted: DesiredLease, workload: LeaseWorkload): Promise<void> {
    const image = workload.image ?? null
    if (image !== null && !runsImages({ runtime: this.#runtime.kind }))
      throw refusal('node.images_unsupported', { detail: `this agent runs with AGENT_RUNTIME=${this.#runtime.kind}` })
    const fresh: Omit<StoredLease, 'gpus'> = {
      ...{
        leaseId: wanted.leaseId,
        orderHash: wanted.orderHash,
        nodeId: wanted.nodeId,
        startSeconds: wanted.startSeconds,
        endSeconds: wanted.endSeconds,
        workloadHash: wanted.workloadHash,
      },
      runtime: this.#runtime.kind,
      ...{ sshKeys: workload.sshKeys, environment: workload.environment, startScript: workload.startScript, ports: workload.ports ?? [] },
      ...{ imageReference: image, imageFault: null, image: image === null ? 'none' : 'wanted' },
      ...{ holder: null, access: null },
      ...{ renter: wanted.renter, restore: wanted.disk?.restore == null ? 'none' : 'wanted', still: false, snapshotId: null },
      ...{ signedSecrets: workload.secrets ?? null, secretsBox: null, secrets: workload.secrets == null ? 'none' : 'wanted' },
      phase: 'preparing',
      toldEndSeconds: null,
      readySignedAtSeconds: null,
      script: workload.startScript.trim() === '' ? 'none' : 'waiting',
    }
    const { residue } = this.#wipes
    if (residue.length > 0) throw new Error(`this machine still holds something of lease ${residue.join(', ')} and takes no other`)
    const lease = await this.#gpus.take(
      { ...wanted, ofNode: this.#nodes.get(wanted.nodeId)?.gpus ?? null },
      {
        leases: () => [...this.#running.values()].map(({ stored }) => stored),
        store: async (gpus) => {
          await saveLease(this.#leasesDir, { ...fresh, gpus })
          return this.#hold({ ...fresh, gpus })
        },
      },
    )
    await lease.sandbox.prepare()
    const { hostKey } = this.#node(wanted.nodeId)
    await probeSsh({ hostKey, hostKeyBlob: publicBlob(hostKey), door: lease.door, logger: this.#logger })
    await this.#change(wanted.leaseId, { phase: 'prepared' })
    this.#logger.info({ leaseId: wanted.leaseId, nodeId: wanted.nodeId }, 'the lease is set up')
  }

  /** Stores that the market has received the lease's Ready message. With it, billing begins. */
  async readyHandedOver(leaseId: string, signedAtSeconds: number): Promise<void> {
    await this.#change(leaseId, { readySignedAtSeconds: signedAtSeconds })
  }

  /** Stores a new end of the lease. If the renter was already warned of the old end and the new end is later, notifies the renter of the new end. */
  async updateEnd(leaseId: string, endSeconds: number): Promise<void> {
    const stored = this.#running.get(leaseId)?.stored
    if (stored !== undefined && stored.toldEndSeconds === stored.endSeconds && endSeconds > stored.endSeconds)
      await this.#tell(leaseId, `this lease was extended and goes on until ${momentText(endSeconds)}`)
    await this.#change(leaseId, { endSeconds })
  }

  /**
   * Warns that a lease ends soon: writes so to the log and to open sessions, and sends SIGURG to the lease's programs. Programs that do not handle SIGURG
   * ignore it. If the agent is killed before the warning is complete, it warns again after its restart, because two warnings are better than none.
   */
  async tellEnd(leaseId: string, { endSeconds, nowSeconds }: { endSeconds: number; nowSeconds: number }): Promise<void> {
    const { sandbox } = this.#lease(leaseId)
    const left = `in ${Math.max(0, endSeconds - nowSeconds)} s, at ${momentText(endSeconds)}`
    await this.#tell(
      leaseId,
      `this lease ends ${left}, and its disk is wiped: save your work, or extend it on its page or with: infinitio extend ${leaseId}`,
    )
    await sandbox.tellPrograms()
    await this.#change(leaseId, { toldEndSeconds: endSeconds })
    this.#logger.info({ leaseId, endSeconds }, 'the lease shows when it ends')
  }

  /** Stores the progress of restoring a lease's disk, and whether the lease's programs are paused. */
  async noteDisk(leaseId: string, change: Partial<Pick<StoredLease, 'restore' | 'still'>>): Promise<void> {
    await this.#change(leaseId, change)
  }

  /** Writes a text for the renter to the lease's log and to open sessions. Does nothing if this machine does not have the lease. Never rejects. */
  async tell(leaseId: string, text: string): Promise<void> {
    if (this.#running.has(leaseId)) await this.#tell(leaseId, text)
  }

  /** Returns a node's key pair, for which others encrypt secrets. */
  boxOf(nodeId: string): { nodeId: string; boxKey: Hex32; boxSecret: Hex32 } {
    const { boxKey, boxSecret } = this.#node(nodeId)
    return { nodeId, boxKey, boxSecret }
  }

  /** Runs the start script at most once per lease. If the agent is killed between the two writes to disk here, the script is not run again. */
  async startScript(leaseId: string): Promise<void> {
    await this.#change(leaseId, { script: 'starting' })
    const lease = this.#running.get(leaseId)
    if (lease === undefined) return
    const script = await lease.sandbox.startScript(lease.stored.startScript)
    await this.#change(leaseId, { script })
    this.#logger.info({ leaseId, pid: script.pid }, 'the start script runs')
  }

  /** Shortens the logs that are longer than the limit, so that a script that writes much cannot fill the disk. Each lease has one log. Never rejects. */
  async trimLogs(): Promise<void> {
    for (const lease of this.#running.values())
      await trimLog(lease.sandbox.logFile).catch((error: unknown) =>
        this.#logger.debug({ orderHash: lease.stored.orderHash, err: error }, 'a log was not trimmed'),
      )
  }

  /**
   * Restarts the containers of leases that stopped, for example after a reboot or for lack of memory. Leases of the local runtime have no container that could
   * stop. While nothing is known of the machine's GPUs, looks for them again. Never rejects.
   */
  async keepUp(): Promise<void> {
    if (!runsImages({ runtime: this.#runtime.kind })) return
    await this.#gpus.lookUntilKnown()
    const up = [...this.#running.values()].filter(({ stored }) => stored.phase === 'prepared')
    await Promise.all(
      up.map(({ stored, sandbox }) =>
        sandbox
          .prepare()
          .catch((error: unknown) => this.#logger.error({ leaseId: stored.leaseId, err: error }, 'the container of the lease stopped')),
      ),
    )
  }

  /** Ends a lease on this machine: notifies and closes its sessions, kills all its processes and wipes its directory. */
  async remove(leaseId: string, reason: RemoveReason): Promise<void> {
    const lease = this.#running.get(leaseId)
    if (lease === undefined) return
    lease.over.abort()
    await Promise.all([this.images.ended(leaseId), ...lease.background])
    await this.#change(leaseId, { phase: 'removing' })
    await lease.sessions.end(`[infinitio] ${notices[reason]}`)
    const { script } = lease.stored
    const left = await lease.sandbox.stop(typeof script === 'object' ? [script] : [])
    if (left > 0) this.#logger.error({ leaseId, left }, 'processes of the lease still run')
    const checked = await this.#wipes.wipe(lease.sandbox)
    this.#running.delete(leaseId)
    this.#logger.info({ leaseId, reason, checked }, 'the lease ended on this machine')
  }

  /** Writes a text to the open sessions and to the log of a lease. If the log cannot be written, only logs a warning. */
  async #tell(leaseId: string, text: string): Promise<void> {
    const { sandbox, sessions } = this.#lease(leaseId)
    sessions.tell(`[infinitio] ${text}`)
    await sandbox
      .note(text)
      .catch((error: unknown) => this.#logger.warn({ leaseId, err: error }, 'a message to the renter could not be written to the log of the lease'))
  }

  #lease(leaseId: string): RunningLease {
    const lease = this.#running.get(leaseId)
    if (lease === undefined) throw new Error(`lease ${leaseId} is not here`)
    return lease
  }

  async #change(leaseId: string, change: Partial<StoredLease>): Promise<void> {
    const lease = this.#running.get(leaseId)
    if (lease === undefined) return
    lease.stored = { ...lease.stored, ...change }
    // Runs one write at a time, because disk work stores the lease's state in parallel and an older state must not overwrite a newer one. A failed write has
    // already rejected for its own caller, so the next write ignores the failure.
    lease.saving = lease.saving.catch(() => {}).then(() => saveLease(this.#leasesDir, lease.stored))
    await lease.saving
  }

  #hold(stored: StoredLease): RunningLease {
    const lease = runningLeaseOf({
      stored,
      sandbox: this.#runtime.sandbox({ ...stored, image: stored.imageReference }),
      banner: withText(this.#nodes.get(stored.nodeId)?.banner ?? '', shareText(stored.gpus)),
    })
    this.#running.set(stored.leaseId, lease)
    return lease
  }

  #node(nodeId: string): NodeFacts {
    const node = this.#nodes.get(nodeId)
    if (node === undefined) throw new Error(`this process does not serve node ${nodeId}`)
    return node
  }
}

function momentText(unixSeconds: number): string {
  return `${new Date(unixSeconds * 1_000).toISOString().slice(11, 19)} UTC`
}

function publicBlob(hostKey: string): Buffer {
  const parsed = ssh2.utils.parseKey(hostKey)
  if (parsed instanceof Error) throw parsed
  return parsed.getPublicSSH()
}
