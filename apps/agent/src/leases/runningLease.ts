import type { LeaseAccess } from '@infinitio/domain'
import type { LeaseImageReportWire } from '@infinitio/domain/wire'
import type { Sandbox } from '../runtime/runtime.ts'
import type { LeaseDoor, LeaseSession } from '../ssh/leaseDoor.ts'
import { WebTerminals } from '../ssh/webTerminals.ts'
import { accessOf } from './changedAccess.ts'
import type { StoredLease } from './leaseStore.ts'

const politeMs = 300

/** The open sessions of one lease, each with the gateway that it came through; null for what outlives connections, as the shell of the lease's page. */
export class LeaseSessions {
  readonly #open = new Map<LeaseSession, string | null>()
  #over: string | null = null

  /** Counts a session in and returns how to count it out; one that comes when the lease is over is told and closed at once. */
  readonly enter = (session: LeaseSession, gateway: string | null = null): (() => void) => {
    this.#open.set(session, gateway)
    if (this.#over !== null) {
      session.notify(this.#over)
      session.close()
    }
    return () => void this.#open.delete(session)
  }

  /** Tells every session something while it goes on. */
  tell(text: string): void {
    for (const session of this.#open.keys()) session.notify(text)
  }

  /** Tells those that came through a gateway. */
  tellThrough(gateway: string, text: string): void {
    for (const [session, through] of this.#open) if (through === gateway) session.notify(text)
  }

  /** Closes the sessions of keys and ports that are missing in `access`. */
  endUnwelcome(access: LeaseAccess): void {
    for (const session of [...this.#open.keys()]) if (session.mayStay?.(access) === false) session.close()
  }

  /** Tells every session why it ends, gives the words 300 ms to arrive, and closes them all. Later sessions are closed on arrival. */
  async end(notice: string): Promise<void> {
    this.#over = notice
    if (this.#open.size === 0) return
    for (const session of this.#open.keys()) session.notify(notice)
    await new Promise((resolve) => setTimeout(resolve, politeMs))
    for (const session of [...this.#open.keys()]) session.close()
  }

  /** Tells every session why it ends and closes them all; those that come after it are let in. */
  async closeAll(notice: string): Promise<void> {
    await this.end(notice)
    this.#over = null
  }

  get size(): number {
    return this.#open.size
  }
}

/** A lease that this process serves: what is on disk of it, its sandbox, its open sessions and its web terminals. */
export type RunningLease = {
  nodeId: string
  stored: StoredLease
  sandbox: Sandbox
  sessions: LeaseSessions
  door: LeaseDoor
  /** Ports that have an HTTPS address now. */
  ports: readonly number[]
  terminals: WebTerminals
  /** How far its image is, for the market; null without one. */
  image: LeaseImageReportWire | null
  /** Ends what is done for the lease in the background; aborted when the lease is over. */
  over: AbortController
  /** What is done for it beside everything else; awaited before it is wiped. */
  background: Set<Promise<void>>
  /** The last write of what is on disk of it. */
  saving: Promise<void>
}

/** Makes the in-memory side of a lease from what is on disk; starts nothing. `banner` is shown in its shells. */
export function runningLeaseOf({ stored, sandbox, banner }: { stored: StoredLease; sandbox: Sandbox; banner: string }): RunningLease {
  const sessions = new LeaseSessions()
  const { sshKeys, ports } = accessOf(stored)
  const door: LeaseDoor = { leaseId: stored.leaseId, orderHash: stored.orderHash, sandbox, sshKeys, banner, enter: sessions.enter }
  return {
    nodeId: stored.nodeId,
    stored,
    sandbox,
    sessions,
    door,
    ports,
    terminals: new WebTerminals(door),
    image: imageOf(stored),
    over: new AbortController(),
    background: new Set(),
    saving: Promise.resolve(),
  }
}

/** Opens a running lease to the keys and ports of its holder and to these keys of teammates, and closes the sessions of all others. */
export function openTo(lease: RunningLease, guestKeys: readonly string[]): void {
  const { sshKeys, ports } = accessOf(lease.stored)
  lease.door.sshKeys = [...sshKeys, ...guestKeys]
  lease.ports = ports
  lease.sessions.endUnwelcome({ sshKeys: lease.door.sshKeys, ports })
}

function imageOf({ image, imageFault }: StoredLease): LeaseImageReportWire | null {
  switch (image) {
    case 'none':
      return null
    case 'wanted':
    case 'coming':
      return { state: 'wanted' }
    case 'here':
      return { state: 'here' }
    case 'failed':
      return { state: 'refused', reason: imageFault ?? 'The reason was not kept.', retrying: false }
  }
}
