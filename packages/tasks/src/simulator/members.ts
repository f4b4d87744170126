import type { TaskShape } from '../draw/poolAccount.ts'
import type { Draws } from './createDraws.ts'
import type { PoolSettings } from './settings.ts'

/** The bond of every account of a simulated pool, as a number of task stakes. */
export const bondStakes = 12

/** How many task stakes of a bond can be in tasks, by kind of work. The rest remains free for audits. */
export const taskStakes: Readonly<Record<TaskShape, number>> = { split: 9, whole: 6 }

/**
 * An account (provider) of a simulated task pool. `cheats` is the number of its group of cheats, or null for an honest account. All tasks of a pool have the
 * same stake, so amounts are counts of stakes: `locked` counts all of them, `inTasks` only those of its work.
 */
export type Member = { readonly cheats: number | null; readonly copies: boolean; isAbsent: boolean; locked: number; inTasks: number }

/** Returns the weight of an account when it wants to accept a task, as a number of stakes. The same rule as `weightToAccept`, with equal bonds. */
export function stakesToAccept({ locked }: Member, shape: TaskShape): number {
  return Math.max(0, taskStakes[shape] - locked)
}

/** Returns whether an account can lock one more stake for an audit or a further run. The same rule as `weightToAudit`, with equal bonds. */
export function canAudit({ locked, isAbsent }: Member): boolean {
  return !isAbsent && locked < bondStakes
}

/**
 * Makes the accounts of a simulated pool in random order: cheats in their groups, and honest accounts. Some honest accounts are absent, and some copy answers.
 */
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
