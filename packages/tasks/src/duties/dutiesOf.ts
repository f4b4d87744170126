import type { Address } from '@infinitio/domain'
import { drawOf } from '../draw/drawOf.ts'
import { isLowerDraw } from '../draw/dueStep.ts'
import { type PoolAccount, type TaskShape, weightToAccept, weightToAudit } from '../draw/poolAccount.ts'
import { auditPlan } from '../audit/auditPlan.ts'
import { places, poolTimes } from '../pool/poolTimes.ts'
import { type PoolBatchView, type PoolRunView, type PoolTaskView, type PoolView, taskIdOf } from '../pool/poolView.ts'
import { answerSeconds, isAuditDue, stakeOf, workSeconds } from './auditTurn.ts'
import type { DrawBook } from './drawBook.ts'
import { freshChunks } from './freshChunks.ts'
import { type Draw, dueBlock, type HashOf, hexOf, type PoolHead, roundOfPlace, seedOf } from './drawnAt.ts'
import type { Duty, Taker, TaskNode } from './duty.ts'

/** The task pool at the newest block, with the block hashes that select the accounts for tasks and runs. */
export type PoolNow = { readonly view: PoolView; readonly head: PoolHead; readonly hashOf: HashOf }

const noAccount: PoolAccount = { bonded: 0n, locked: 0n, young: 0n, youngAt: 0n, outUntil: 0n }

/**
 * Returns everything that a provider can do in the task pool now: tasks to calculate and calls to send.
 * - First come the tasks that it works on, and its own checks of tasks. Then come the open checks and open tasks that the random draw lets it take.
 * - In each group, the batch with the highest pay per second comes first, and of equal ones the oldest.
 * - It accepts at most `room` new tasks.
 * - `draws` remembers the calculated draws between two calls. Pure: the same views in the same order give the same result.
 */
export function dutiesOf(taker: Taker, now: PoolNow, draws: DrawBook): Duty[] {
  const { view } = now
  const me: Me = { ...taker, account: view.accounts.get(taker.provider) ?? noAccount }
  const own: Duty[] = []
  const runs: Duty[] = []
  for (const batch of view.live)
    for (const task of batch.live.values()) {
      own.push(...ownDuties(me, { batch, task }, now))
      runs.push(...openRuns(me, { batch, task }, now))
    }
  return [...own, ...runs, ...openTasks(me, now, draws)]
}

type Me = Taker & { readonly account: PoolAccount }
type Of = { readonly batch: PoolBatchView; readonly task: PoolTaskView }

/** Returns what a provider can do for one task: as its worker, or for its own checks of the task. */
function ownDuties({ provider }: Me, of: Of, { head, hashOf }: PoolNow): Duty[] {
  const { task, batch } = of
  const duties: Duty[] = []
  if (task.worker === provider) {
    if (task.state === 'assigned' && head.at < task.changedAt + workSeconds(batch)) duties.push({ kind: 'work', ...of })
    if (canReveal(of, { head, hashOf })) duties.push({ kind: 'reveal', ...of })
  }
  for (const [place, run] of task.runs) {
    const fresh = run.account === provider ? freshChunks({ ...of, place }, hashOf) : null
    if (fresh === null) continue
    if (run.state === 'taken' && head.at < run.changedAt + answerSeconds({ ...of, place }))
      duties.push({ kind: 'answer', place, answerFrom: fixedFrom(run), fresh, ...of })
    if (run.state === 'answered' && canShow(of, place, head)) duties.push({ kind: 'show', place, fresh, ...of })
  }
  return [...duties, ...ownAppeal(provider, of, head)]
}

/**
 * Returns the appeal that a provider can make because it lost the first verdict of a dispute about its result or its audit. Returns nothing if the provider
 * opened the dispute itself without having calculated the task (with a stake from its balance): it has no result that could be compared, so its owner decides.
 */
function ownAppeal(provider: Address, of: Of, { at }: PoolHead): Duty[] {
  const { task } = of
  const { dispute } = task
  const until = task.changedAt + poolTimes.appealSeconds
  if (task.state !== 'judged' || dispute?.round !== 1 || at >= until) return []
  if (dispute.verdict === 'worker wrong') return task.worker === provider ? [{ kind: 'appeal', place: null, until, ...of }] : []
  if (dispute.challenger !== provider) return []
  const place = range(places.audit, places.third).find((one) => task.runs.get(one)?.account === provider && task.runs.get(one)?.state === 'shown')
  return place === undefined ? [] : [{ kind: 'appeal', place, until, ...of }]
}

function canReveal(of: Of, now: { head: PoolHead; hashOf: HashOf }): boolean {
  const { task } = of
  if (task.state === 'committed') return isAuditDue({ ...of, place: places.audit }, now) === false
  if (task.state !== 'answered') return false
  return task.runs.get(places.second)?.state === 'answered' || isAuditDue({ ...of, place: places.second }, now) === false
}

function canShow({ task }: Of, place: number, head: PoolHead): boolean {
  if (place <= places.second) {
    if (task.state === 'revealed') return head.at < task.changedAt + poolTimes.showSeconds
    return task.state === 'disputed' || (task.state === 'judged' && task.dispute?.round !== 3)
  }
  if (task.state !== 'disputed') return false
  if (place === places.third) return true
  const until = (task.dispute?.openedAt ?? 0) + poolTimes.appealAnswerSeconds
  const isAnswered = (at: number) => ['answered', 'shown'].includes(task.runs.get(at)?.state ?? '')
  return head.at >= until || range(places.firstOfAppeal, places.count).every(isAnswered)
}

/**
 * Returns the open runs for checking a task (audits, and runs of a dispute) that the random draw lets the provider take. Leaves out tasks whose adapter the
 * provider does not have: it could not answer, and would lose a part of its stake.
 */
function openRuns(me: Me, of: Of, now: PoolNow): Duty[] {
  if (!me.adapters.has(of.batch.batch.adapter)) return []
  return openPlaces(of, now).flatMap((place): Duty[] => {
    const node = fittingNode(me.checkers, of.batch)
    if (node === null || isInvolved(me.provider, of, place) || !isMyTurn(me, of, place, now)) return []
    return [{ kind: 'take run', place, node, ...of }]
  })
}

function openPlaces(of: Of, { head, hashOf }: PoolNow): number[] {
  const { task } = of
  if (task.state === 'committed') return isAuditDue({ ...of, place: places.audit }, { head, hashOf }) === true ? [places.audit] : []
  if (task.state === 'answered') {
    const isOpen = (task.runs.get(places.second)?.state ?? 'empty') === 'empty'
    return isOpen && isAuditDue({ ...of, place: places.second }, { head, hashOf }) === true ? [places.second] : []
  }
  if (task.state === 'auditing') return range(places.audit, places.third).filter((place) => task.runs.get(place)?.state === 'taken')
  const { dispute } = task
  if (task.state !== 'disputed' || dispute === null) return []
  const some = dispute.round === 1 ? [places.third] : range(places.firstOfAppeal, places.count)
  const lasts = dispute.round === 1 ? poolTimes.disputeSeconds : poolTimes.appealAnswerSeconds
  return some.filter((place) => {
    const state = task.runs.get(place)?.state ?? 'empty'
    return (state === 'empty' || state === 'taken') && head.at + answerSeconds({ ...of, place }) < dispute.openedAt + lasts
  })
}

function isInvolved(provider: Address, { batch, task }: Of, place: number): boolean {
  if (provider === task.worker || provider === batch.batch.submitter) return true
  if (place > places.second && provider === task.dispute?.challenger) return true
  const last = place > places.second ? places.count : places.third
  return range(0, last).some((other) => task.runs.get(other)?.account === provider)
}

function isMyTurn({ provider, account }: Me, of: Of, place: number, { view, head, hashOf }: PoolNow): boolean {
  const { task } = of
  const weight = weightToAudit(account, { stake: stakeOf(of.batch, task.streak), atSeconds: BigInt(head.at) })
  if (weight === 0n) return false
  const run = task.runs.get(place)
  const draw: Draw = { taskId: task.taskId, since: sinceOf(of, place), round: roundOfPlace(place) }
  const due = dueBlock(draw, { account: provider, weight, total: view.bonded }, { head, hashOf })
  if (due === null || due > head.block + 1) return false
  if (run?.state !== 'taken' || run.account === null) return true
  const seed = seedOf(draw, head, hashOf)
  if (head.block + 1 >= fixedFrom(run) || seed === null || seed === 0n) return false
  const other = view.accounts.get(run.account)?.bonded ?? 0n
  if (other === 0n) return true
  return isLowerDraw({ draw: drawOf(hexOf(seed), provider), weight }, { draw: drawOf(hexOf(seed), run.account), weight: other })
}

/** Returns the first block at which accounts may take this check (an audit, or a run in a dispute). */
function sinceOf({ task }: Of, place: number): number {
  const run = task.runs.get(place)
  if (run?.state === 'taken') return run.sinceBlock
  if (place <= places.second) return task.changedBlock
  return run !== undefined && run.late !== 0 ? run.sinceBlock : (task.dispute?.openedBlock ?? 0)
}

/**
 * Returns the first block from which on the account that took a check can no longer lose it. Before that block, an account with a lower draw (random number)
 * can replace it.
 */
function fixedFrom(run: PoolRunView): number {
  return run.sinceBlock + run.takenAfter + poolTimes.lowerBlocks + 1
}

/** Returns the tasks without a worker that the random draw lets the provider accept, at most as many as it has room for. */
function openTasks(me: Me, now: PoolNow, draws: DrawBook): Duty[] {
  const { view, head } = now
  const found: Duty[] = []
  const weightFor = (shape: TaskShape) => weightToAccept(me.account, { shape, atSeconds: BigInt(head.at) })
  const weights = { split: weightFor('split'), whole: weightFor('whole') }
  for (const batch of view.live) {
    if (found.length >= me.room) return found
    const weight = weights[auditPlan({ chunks: batch.batch.chunks, streak: 0 }).shape]
    const isQuiet = batch.live.size === 0 && draws.isQuiet({ provider: me.provider, weight, total: view.bonded }, batch, head)
    if (!isQuiet && canTake(me, batch, now.head)) found.push(...openTasksOf(me, batch, { now, most: me.room - found.length, draws, weight }))
  }
  return found
}

function canTake({ adapters }: Me, batch: PoolBatchView, { at }: PoolHead): boolean {
  return batch.open > 0 && !batch.stopped && adapters.has(batch.batch.adapter) && at + workSeconds(batch) < batch.batch.deadline
}

type Looking = { readonly now: PoolNow; readonly most: number; readonly draws: DrawBook; readonly weight: bigint }

/** Returns the tasks of one batch that the provider may take now: first those that another worker gave up, then those that nobody has accepted yet. */
function openTasksOf(me: Me, batch: PoolBatchView, { now, most, draws, weight }: Looking): Duty[] {
  const { view, head, hashOf } = now
  const node = fittingNode(me.nodes, batch)
  if (node === null || weight < stakeOf(batch, 0)) return []
  const who = { weight, total: view.bonded }
  const isDue = ({ state, failures, taskId, changedBlock }: PoolTaskView) => {
    if (state !== 'open' || failures.some(({ provider }) => provider === me.provider)) return false
    const due = dueBlock({ taskId, since: changedBlock, round: batch.beaconSeed }, { account: me.provider, ...who }, { head, hashOf })
    return due !== null && due <= head.block + 1
  }
  const again = [...batch.live.values()].filter(isDue).map(({ index }) => index)
  const anew = again.length < most ? draws.dueTasks({ provider: me.provider, ...who, most: most - again.length }, batch, { head, hashOf }) : []
  return [...again, ...anew].slice(0, most).map((index) => ({ kind: 'accept', batch, index, taskId: taskIdOf(batch.batchId, index), node }))
}

/** Returns the first of these machines that fits a batch, or null. */
export function fittingNode<Node extends Omit<TaskNode, 'nodeId'>>(nodes: readonly Node[], { batch }: PoolBatchView): Node | null {
  const fits = ({ classId, vramGib, tier }: Node) =>
    ((batch.classMask >> BigInt(classId)) & 1n) === 1n && vramGib >= batch.minVramGib && tier >= batch.minTier
  return nodes.find(fits) ?? null
}

function range(from: number, to: number): number[] {
  return Array.from({ length: to - from }, (_, step) => from + step)
}
