import type { LeaseAccess } from '@infinitio/domain'
import type { Sandbox } from '../runtime/runtime.ts'

/** What an SSH connection or a web terminal needs to know of the lease it is for. */
export type LeaseDoor = {
  leaseId: string
  /** Hash of the bid that made the lease, for the log. */
  orderHash: string | null
  sandbox: Sandbox
  /** Keys that open it now: those of its holder, and those of teammates who may use it. They change while connections are open. */
  sshKeys: readonly string[]
  /** Shown when a shell opens on a terminal, with line ends for a terminal; empty for none. */
  banner: string
  /** Counts a session in, so that it is told when the lease is over; call what it returns when the session has closed. */
  enter(session: LeaseSession): () => void
}

/** One open session of a lease, as the lease's end closes it. `mayStay` is left out for what no key or port opened. */
export type LeaseSession = { notify(text: string): void; close(): void; mayStay?(access: LeaseAccess): boolean }
