import type { TaskShape } from '../draw/poolAccount.ts'
import type { Draws } from './createDraws.ts'
import type { PoolSettings } from './settings.ts'

/** The bond of every account of a simulated pool, in stakes of its tasks. */
export const bondStakes = 12

/** The stakes of the bond that can be in tasks; the rest is kept back for audits. */
export const taskStakes: Readonly<Record<TaskShape, number>> = { split: 9, whole: 6 }

/**
 * An account of a simulated pool. `cheats` is the number of its group, or null for an honest one. All tasks of a pool have the same stake, so locked amounts are
 * counts of stakes: `locked` in all, `inTasks` as a worker.
 */
export type Member = { readonly cheats: number | null; readonly copies: boolean; isAbsent: boolean; locked: number; inTasks: number }

/** Returns the weight of an account when it accepts a task, in stakes: `weightToAccept` with equal bonds. */
export function stakesToAccept({ locked }: Member, shape: TaskShape): number {
  return Math.max(0, taskStakes[shape] - locked)
}

/** Returns whether an account can lock one more stake for an audit or a further run: `weightToAudit` with equal bonds. */
export function canAudit({ locked, isAbsent }: Member): boolean {
  return !isAbsent && locked < bondStakes
}

/** Makes the accounts of a simulated pool: cheats in their groups, and honest ones, of which some are absent and some copy. Their order is mixed. */
export function makeMembers({ accounts, cheatBps, groupSize, absentBps, copyingBps }: PoolSettings, { below }: Draws): Member[] {
  const cheats = Math.round((accounts * cheatBps) / 10_000)
  const honest = accounts - cheats
  const absent = Math.round((honest * absentBps) / 10_000)
  const copying = Math.round((honest * copyingBps) / 10_000)
  const left = Array.from(
    { length: accounts },
    (_, at): Member => ({
      ...{
        cheats: at < cheats ? Math.floor(at / groupSize) : null,
        isAbsent: at >= cheats && at < cheats + absent,
        copies: at >= accounts - copying,
      },
      ...{ locked: 0, inTasks: 0 },
    }),
  )
  return Array.from({ length: accounts }, () => left.splice(below(left.length), 1)).flat()
}
