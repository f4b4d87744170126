import type { Sandbox, SandboxRelay } from '../../runtime/runtime.ts'
import type { LeaseDoor } from '../leaseDoor.ts'

const keepMs = 60_000

const kept = new WeakMap<Sandbox, NodeJS.Timeout>()

/** The relay of a lease while a connection uses it. */
export type BorrowedRelay = { relay: SandboxRelay; giveBack(): void }

// By sandbox: each stream has a door of its own, which says through which gateway it came.
const inUse = new WeakMap<Sandbox, { relay: SandboxRelay; users: number }>()

/** One relay for all connections of a lease, ended with the last that uses it. Null where the runtime has none. */
export function borrowRelay(door: LeaseDoor): BorrowedRelay | null {
  const shared = inUse.get(door.sandbox) ?? opened(door)
  if (shared === null) return null
  shared.users += 1
  inUse.set(door.sandbox, shared)
  return {
    relay: shared.relay,
    giveBack() {
      shared.users -= 1
      if (shared.users > 0) return
      inUse.delete(door.sandbox)
      shared.relay.close()
    },
  }
}

function opened(door: LeaseDoor): { relay: SandboxRelay; users: number } | null {
  const relay = door.sandbox.relay?.()
  return relay === undefined ? null : { relay, users: 0 }
}

/**
 * Keeps a lease's relay for a minute after this was called last: requests to a port come one by one, and a process for each of them
 * would cost a tenth of a second. Ends with the lease.
 */
export function keepRelay(door: LeaseDoor): void {
  const { sandbox } = door
  const timer = kept.get(sandbox)
  if (timer !== undefined) return void timer.refresh()
  const borrowed = borrowRelay(door)
  if (borrowed === null) return
  let leave: (() => void) | null = null
  const end = (): void => {
    if (kept.get(sandbox) !== quiet) return
    clearTimeout(quiet)
    kept.delete(sandbox)
    leave?.()
    borrowed.giveBack()
  }
  const quiet = setTimeout(end, keepMs).unref()
  kept.set(sandbox, quiet)
  leave = door.enter({ notify: () => {}, close: end })
  // A lease that is over has closed it already.
  if (kept.get(sandbox) !== quiet) leave()
}
