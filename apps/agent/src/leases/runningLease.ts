import type { LeaseAccess } from '@infinitio/domain'
import type { LeaseImageReportWire } from '@infinitio/domain/wire'
import type { Sandbox } from '../runtime/runtime.ts'
import type { Banner } from '../ssh/banner.ts'
import type { LeaseDoor, LeaseSession } from '../ssh/leaseDoor.ts'
import { WebTerminals } from '../ssh/webTerminal.ts'
import { accessOf } from './changedAccess.ts'
import { ClosedPorts } from './closedPorts.ts'
import type { StoredLease } from './leaseStore.ts'

const politeMs = 300

/**
 * The open sessions of one lease, each with the name of the gateway through which it came. The gateway is null for a session that does not end with its
 * connection, such as the shell on the lease's page.
 */
export class LeaseSessions {
  readonly #open = new Map<LeaseSession, string | null>()
  #over: string | null = null

  /** Registers a session and returns the function that removes it. If the lease is over, the session gets the reason as a notice and closes immediately. */
  readonly enter = (session: LeaseSession, gateway: string | null = null): (() => void) => {
    this.#open.set(session, gateway)
    if (this.#over !== null) {
      session.notify(this.#over)
      session.close()
    }
    return () => void this.#open.delete(session)
  }

  /** Writes a text to every open session of the lease. */
  tell(text: string): void {
    for (const session of this.#open.keys()) session.notify(text)
  }

  /** Writes a text to those sessions that came through one gateway. */
  tellThrough(gateway: string, text: string): void {
    for (const [session, through] of this.#open) if (through === gateway) session.notify(text)
  }

  /** Closes the sessions of keys and ports that are missing in `access`. */
  endUnwelcome(access: LeaseAccess): void {
    for (const session of [...this.#open.keys()]) if (session.mayStay?.(access) === false) session.close()
  }

  /** Writes the reason to every session, waits 300 ms so that the text can arrive, and closes them all. Closes later sessions on arrival. */
  async end(notice: string): Promise<void> {
    this.#over = notice
    if (this.#open.size === 0) return
    for (const session of this.#open.keys()) session.notify(notice)
    await new Promise((resolve) => setTimeout(resolve, politeMs))
    for (const session of [...this.#open.keys()]) session.close()
  }

  /** Writes the reason to every session and closes them all. Later sessions may open again. */
  async closeAll(notice: string): Promise<void> {
    await this.end(notice)
    this.#over = null
  }

  get size(): number {
    return this.#open.size
  }
}

/** A lease that this process serves: its stored state, its sandbox, its open sessions and its web terminals. */
export type RunningLease = {
  nodeId: string
  stored: StoredLease
  sandbox: Sandbox
  sessions: LeaseSessions
  door: LeaseDoor
  /** Ports of the lease that have a web address at the gateway now. */
  ports: readonly number[]
  closedPorts: ClosedPorts
  terminals: WebTerminals
  /** The state of the lease's custom image, as it is reported to the market. Null if the lease has no custom image. */
  image: LeaseImageReportWire | null
  /** Aborts the lease's background work when the lease is over. */
  over: AbortController
  /** Background work for the lease. The wipe waits until it has ended. */
  background: Set<Promise<void>>
  /** A promise that resolves when the last write of the lease's stored state has ended. */
  saving: Promise<void>
}

/** Creates the in-memory state of a lease from its stored state, without starting anything. `banner` is the first text in the lease's shells. */
export function runningLeaseOf({ stored, sandbox, banner }: { stored: StoredLease; sandbox: Sandbox; banner: Banner }): RunningLease {
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
    closedPorts: new ClosedPorts(),
    terminals: new WebTerminals(door),
    image: imageOf(stored),
    over: new AbortController(),
    background: new Set(),
    saving: Promise.resolve(),
  }
}

/**
 * Allows SSH access to a running lease with the holder's keys and with these keys of teammates, and access to the holder's ports. Closes open sessions that
 * used other keys or other ports.
 */
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
