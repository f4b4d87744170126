import { canAudit, type Member } from './members.ts'
import type { Pool } from './pool.ts'

/**
 * Selects the account for an audit of a task, or for a further run in a dispute. Of all accounts that respond and can lock the stake, it is the one with the
 * lowest draw (random number). All bonds are equal, so there are no weights. Returns null if there is no such account.
 */
export function drawRun({ members, draws }: Pool, except: readonly Member[]): Member | null {
  let best: Member | null = null
  let lowest = 1
  for (const member of members) {
    if (!canAudit(member) || except.includes(member)) continue
    const draw = draws.next()
    if (draw >= lowest) continue
    best = member
    lowest = draw
  }
  return best
}
