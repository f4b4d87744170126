import type { TaskShape } from '../draw/poolAccount.ts'
import type { Draws } from './createDraws.ts'
import type { PoolSettings } from './settings.ts'

/** The bond of every account of a simulated pool, as a number of task stakes. */
export const bondStakes = 12

/**
 * The largest number of task stakes that an account may have locked before it accepts a task, by kind of task. The rest of the bond must remain free for
 * audits.
 */
export const taskStakes: Readonly<Record<TaskShape, number>> = { split: 9, whole: 6 }

/**
 * An account (provider) of a simulated task pool. `cheats` is the number of the group of cheats to which it belongs, or null for an honest account. An account
 * that `copies` repeats the worker's answer when it audits. All tasks have the same stake, so amounts are numbers of stakes: `locked` counts all its locked
 * stakes, and `inTasks` only those for tasks that it works on.
 */
export type Member = { readonly cheats: number | null; readonly copies: boolean; isAbsent: boolean; locked: number; inTasks: number }

/** Returns the weight of an account in the random selection for a task, as a number of stakes. The same rule as `weightToAccept`, for equal bonds. */
export function stakesToAccept({ locked }: Member, shape: TaskShape): number {
  return Math.max(0, taskStakes[shape] - locked)
}

/** Returns true if an account responds and can lock one more stake for an audit or a further run. The same rule as `weightToAudit`, for equal bonds. */
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
