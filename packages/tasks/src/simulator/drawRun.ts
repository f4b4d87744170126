import { canAudit, type Member } from './members.ts'
import type { Pool } from './pool.ts'

/** Draws who makes an audit or a further run: of all who answer and can lock the stake the lowest draw, since bonds are equal. Null if nobody can. */
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
