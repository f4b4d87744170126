import { ripened } from '../draw/poolAccount.ts'
import { places, poolTimes } from '../pool/poolTimes.ts'
import type { PoolBatchView, PoolTaskView, PoolView } from '../pool/poolView.ts'
import { answerSeconds, workSeconds } from './auditTurn.ts'
import type { PoolHead } from './drawnAt.ts'
import type { OpenEnd } from './duty.ts'

/**
 * Returns everything in the task pool that anybody can end by a call in the next block, because its time is over: late workers and checkers, tasks to settle,
 * batches after their deadline, and stakes that may begin to count.
 */
export function openEnds(view: PoolView, head: PoolHead): OpenEnd[] {
  const ripe = [...view.accounts].flatMap(([provider, account]): OpenEnd[] =>
    ripened(account, BigInt(head.at)).added > 0n ? [{ kind: 'ripen', provider }] : [],
  )
  const ends = view.live.flatMap((batch): OpenEnd[] => [
    ...(!batch.stopped && batch.open > 0 && head.at >= batch.batch.deadline ? [{ kind: 'close' as const, batch }] : []),
    ...[...batch.live.values()].flatMap((task) => endsOfTask(batch, task, head)),
  ])
  return [...ripe, ...ends]
}

function endsOfTask(batch: PoolBatchView, task: PoolTaskView, head: PoolHead): OpenEnd[] {
  const of = { batch, task }
  const { at } = head
  if (task.state === 'assigned') return at >= task.changedAt + workSeconds(batch) ? [{ kind: 'expire', ...of }] : []
  const late = [...task.runs].flatMap(([place, run]): OpenEnd[] => {
    const isLate = run.state === 'taken' && at >= run.changedAt + answerSeconds({ ...of, place })
    return isLate && ['auditing', 'disputed'].includes(task.state) ? [{ kind: 'drop run', place, ...of }] : []
  })
  return canSettle(task, head) ? [...late, { kind: 'settle', ...of }] : late
}

/** Returns the Unix second until which a revealed result can be disputed; null for a task without such a result. */
export function disputableUntil(task: PoolTaskView): number | null {
  if (task.state === 'unaudited') return task.changedAt + poolTimes.unauditedSeconds
  if (task.state !== 'revealed') return null
  const isWaiting = [places.audit, places.second].some((place) => task.runs.get(place)?.state === 'answered')
  return task.changedAt + (isWaiting ? poolTimes.showSeconds : poolTimes.contradictSeconds)
}

function canSettle(task: PoolTaskView, { at, block }: PoolHead): boolean {
  const isSince = (seconds: number) => at >= task.changedAt + seconds
  switch (task.state) {
    case 'committed':
    case 'answered':
      return isSince(poolTimes.revealSeconds) && block + 1 >= task.changedBlock + poolTimes.revealBlocks
    case 'revealed':
    case 'unaudited':
      return at >= (disputableUntil(task) ?? at)
    case 'disputed':
      return at >= (task.dispute?.openedAt ?? at) + poolTimes.disputeSeconds
    case 'judged':
      return task.dispute?.round !== 1 || isSince(poolTimes.appealSeconds)
    default:
      return false
  }
}
