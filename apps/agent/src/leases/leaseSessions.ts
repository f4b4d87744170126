import type { LeaseSession } from '../ssh/leaseDoor.ts'

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
