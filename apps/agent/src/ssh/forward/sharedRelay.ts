import type { Sandbox, SandboxRelay } from '../../runtime/runtime.ts'
import type { LeaseDoor } from '../leaseDoor.ts'

const keepMs = 60_000

const kept = new WeakMap<Sandbox, NodeJS.Timeout>()

/** The relay of a lease while one connection uses it. The connection calls `giveBack` when it no longer needs the relay. */
export type BorrowedRelay = { relay: SandboxRelay; giveBack(): void }

// The key of this map is the lease's sandbox, which is the same object for all streams. A `LeaseDoor` cannot be the key, because each stream has a separate
// one, with the gateway of its connection.
const inUse = new WeakMap<Sandbox, { relay: SandboxRelay; users: number }>()

/**
 * Returns the relay of a lease, which is a process of the lease's user that opens connections. All connections of the lease share one relay. The relay closes
 * when the last connection has released it. Returns null in a runtime without relays.
 */
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
 * Leaves a lease's relay process open for a minute after the last call. Otherwise each single request to a port would start a new relay process, which takes
 * time. The relay closes at once when the lease ends.
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
  // If this timer is no longer stored, the end of the lease has already closed the relay.
  if (kept.get(sandbox) !== quiet) leave()
}
