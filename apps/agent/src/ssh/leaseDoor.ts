import type { LeaseAccess } from '@infinitio/domain'
import type { Banner } from './banner.ts'
import type { Sandbox } from '../runtime/runtime.ts'

/** The data of a lease that an SSH connection or a web terminal needs. */
export type LeaseDoor = {
  leaseId: string
  /** Hash of the bid that made the lease, for the log. */
  orderHash: string | null
  sandbox: Sandbox
  /** The public keys with which a sign-in is possible now: those of the holder and of teammates. The list may change while connections are open. */
  sshKeys: readonly string[]
  banner: Banner
  /**
   * Must be called with each new session, which then gets a notice when the lease ends. Returns the function that removes the session; call that when the
   * session has closed.
   */
  enter(session: LeaseSession): () => void
}

/**
 * One open session of a lease, which closes when the lease ends. `mayStay` returns true if the session is still allowed after a change of the lease's keys and
 * ports. It is undefined for a session that depends on neither.
 */
export type LeaseSession = { notify(text: string): void; close(): void; mayStay?(access: LeaseAccess): boolean }
