import { canAudit, type Member } from './members.ts'
import type { Pool } from './pool.ts'

/**
 * Selects the account that makes an audit of a task, or a further run in a dispute: the one with the lowest draw (random number) among those that answer and
 * can lock the stake. Bonds are equal, so the draw decides without weights. Returns null if there is no such account.
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
