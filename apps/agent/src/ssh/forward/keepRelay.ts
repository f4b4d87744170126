import type { Sandbox } from '../../runtime/runtime.ts'
import type { LeaseDoor } from '../leaseDoor.ts'
import { borrowRelay } from './sharedRelay.ts'

const keepMs = 60_000

const kept = new WeakMap<Sandbox, NodeJS.Timeout>()

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
