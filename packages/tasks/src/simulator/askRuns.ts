import type { TaskOutcome } from '../money/settleTask.ts'
import { drawRun } from './drawRun.ts'
import type { Member } from './members.ts'
import type { Pool } from './pool.ts'

/** The number of accounts that calculate a task again after an appeal. Their majority decides. */
const appealRuns = 5

/** How an audited task ended, the account that lost its stake (null if none), and the number of further runs after a dispute. */
export type Judged = { readonly outcome: TaskOutcome; readonly loser: Member | null; readonly runs: number }

/**
 * Judges a task after its audits.
 * - If all auditors agree with the worker, the task is accepted. If an auditor differs, a third run follows, and the side with which it agrees wins.
 * - The loser may appeal to five further runs, of which the majority counts. Honest losers always appeal.
 * - In a run, an account of the worker's own group of cheats repeats the worker's answer. Every other account calculates the right answer.
 * - If there are too few accounts for the runs, there is no verdict, and all get their stakes back.
 */
export function askRuns(pool: Pool, { worker, auditors, faked }: { worker: Member; auditors: readonly Member[]; faked: number }): Judged {
  const isSeen = faked > 0 && samplesFake(pool, faked)
  const differing = auditors.filter((it) => isSeen && !covers(it, worker) && !it.copies)
  const [accuser] = differing
  if (accuser === undefined) return { outcome: { kind: 'accepted', auditors: auditors.length }, loser: null, runs: 0 }
  const asked: Member[] = [worker, ...auditors]
  const third = drawRun(pool, asked)
  if (third === null) return { outcome: { kind: 'undecided', runs: 0 }, loser: null, runs: 0 }
  let isWorkerRight = covers(third, worker)
  const appealed = isWorkerRight || pool.settings.cheatsAppeal
  let runs = 1
  if (appealed) {
    asked.push(third)
    let covering = 0
    for (; runs <= appealRuns; runs += 1) {
      const member = drawRun(pool, asked)
      if (member === null) return { outcome: { kind: 'undecided', runs }, loser: null, runs }
      asked.push(member)
      if (covers(member, worker)) covering += 1
    }
    isWorkerRight = covering > appealRuns / 2
  }
  if (!isWorkerRight)
    return { outcome: { kind: 'worker lost', auditors: differing.length, runs, appealed: pool.settings.cheatsAppeal }, loser: worker, runs }
  return { outcome: { kind: 'auditor lost', auditors: auditors.length - differing.length, runs, appealed }, loser: accuser, runs }
}

function covers(member: Member, worker: Member): boolean {
  return member.cheats !== null && member.cheats === worker.cheats
}

/** Returns true if a sample of different chunks (parts of the task), chosen at random, contains a chunk that the worker faked. */
function samplesFake({ settings: { chunks }, plan: { sampled }, draws }: Pool, faked: number): boolean {
  for (let index = 0; index < sampled; index += 1) if (draws.happens({ numerator: faked, denominator: chunks - index })) return true
  return false
}
