import { type Address, assert, assertNever, type Hex32, type PoolEvent, type PoolSite, zeroAddress } from '@infinitio/domain'
import type { PoolAccount } from '../draw/poolAccount.ts'
import { addLive, dropEnded, type PoolBatchView, type PoolRunView, type PoolTaskState, type PoolTaskView, type PoolView } from './poolView.ts'

const mostTakenAfter = 255
/** The number of the second audit of a task (the first has number 0). Higher numbers are runs of a dispute. */
const lastAudit = 1n
const contradicted = 3
const noAccount: PoolAccount = { bonded: 0n, locked: 0n, young: 0n, youngAt: 0n, outUntil: 0n }
const youngSeconds = 3_600n

/** The final states of a task, by their numbers in Solidity's `TaskState`. */
const endStates: Readonly<Record<number, PoolTaskState>> = { 10: 'accepted', 11: 'decided', 12: 'refunded' }
/** The verdicts of disputes about tasks, in the order of their numbers in Solidity's `Verdict`. */
const verdicts = [null, 'worker wrong', 'challenger wrong', 'both wrong'] as const

/**
 * Changes the view of the task pool by one event of the chain. The same events in the same order give every program the same view. Asserts that all events
 * belong to one pool and begin with its first block.
 */
export function foldPool(view: PoolView, event: PoolEvent, site: PoolSite): void {
  switch (event.name) {
    case 'StakePaid':
    case 'StakeRipened':
    case 'StakeLeaving':
    case 'StakeLocked':
    case 'StakeFreed':
    case 'StakeLost':
    case 'ProviderOut':
      foldStake(view, event)
      return
    case 'BatchSubmitted': {
      const { batchId, batch, beaconSeed, paid, baseFee } = event
      const at = { submitBlock: site.block, submittedAt: site.at }
      const added = { batchId, batch, beaconSeed, ...at, paid, baseFee, open: batch.count, stopped: false, tasks: new Map(), live: new Map() }
      view.batches.set(batchId, added)
      addLive(view, added)
      return
    }
    case 'BatchStopped': {
      const batch = batchOf(view, event.batchId)
      batch.open = 0
      batch.stopped = true
      // Stopping a batch also refunds the tasks that a provider had accepted and given up, so these tasks are no longer open.
      for (const [index, { state }] of batch.live) if (state === 'open') batch.live.delete(index)
      dropEnded(view, batch)
      return
    }
    case 'TaskAccepted':
      foldAccept(view, event, site)
      return
    default:
      foldTask(view, event, site)
      return
  }
}

type StakeEvent = Extract<PoolEvent, { provider: Address } & ({ units: bigint } | { outUntil: bigint })>
type TaskEvent = Exclude<Extract<PoolEvent, { taskId: Hex32 }>, { name: 'TaskAccepted' }>

function foldStake(view: PoolView, event: StakeEvent): void {
  const account = view.accounts.get(event.provider) ?? noAccount
  const change = (fields: Partial<PoolAccount>) => view.accounts.set(event.provider, { ...account, ...fields })
  switch (event.name) {
    case 'StakePaid':
      change({ young: event.young, youngAt: event.ripeAt - youngSeconds })
      return
    case 'StakeRipened':
      change({ bonded: event.bonded, young: 0n })
      view.bonded = event.total
      return
    case 'StakeLeaving':
      change({ bonded: account.bonded - event.units })
      view.bonded -= event.units
      return
    case 'StakeLocked':
      change({ locked: account.locked + event.units })
      return
    case 'StakeFreed':
      change({ locked: account.locked - event.units })
      return
    case 'StakeLost':
      change({ locked: account.locked - event.units, bonded: account.bonded - event.units })
      view.bonded -= event.units
      return
    case 'ProviderOut':
      change({ outUntil: event.outUntil })
      return
    default:
      assertNever(event)
  }
}

function foldAccept(view: PoolView, event: Extract<PoolEvent, { name: 'TaskAccepted' }>, { block, at }: PoolSite): void {
  const batch = batchOf(view, event.batchId)
  const index = Number(event.index)
  const known = view.tasks.get(event.taskId)
  const task: PoolTaskView = {
    ...{ taskId: event.taskId, batchId: event.batchId, index, state: 'assigned', worker: event.provider, nodeId: event.nodeId },
    ...{ classId: Number(event.classId), tries: Number(event.tries), streak: Number(event.streak), changedAt: at, changedBlock: block },
    ...{ commitment: null, revealed: null, sampleSeed: null, runs: new Map(), dispute: null },
    ...{ failures: known?.failures ?? [], payments: known?.payments ?? [] },
  }
  batch.open -= 1
  batch.tasks.set(index, task)
  batch.live.set(index, task)
  view.tasks.set(event.taskId, task)
}

function foldTask(view: PoolView, event: TaskEvent, site: PoolSite): void {
  const task = view.tasks.get(event.taskId)
  assert(task !== undefined, 'a task was accepted before')
  const batch = batchOf(view, task.batchId)
  const to = (state: PoolTaskState) => {
    task.state = state
    task.changedAt = site.at
    task.changedBlock = site.block
  }
  switch (event.name) {
    case 'TaskReleased':
    case 'TaskExpired': {
      task.worker = null
      if (event.name === 'TaskReleased' && event.code !== 0n) task.failures.push({ provider: event.provider, code: Number(event.code) })
      to('open')
      if (!batch.stopped) batch.open += 1
      return
    }
    case 'TaskCommitted':
      task.commitment = event.commitment
      to('committed')
      return
    case 'TaskRevealed': {
      const { root, salt, answer, audited } = event
      task.revealed = { root, salt, answer, audited, at: site.at }
      to(audited ? 'revealed' : 'unaudited')
      return
    }
    case 'RunTaken':
    case 'RunAnswered':
    case 'RunLate':
    case 'RunShown':
      foldRun(task, event, site)
      return
    case 'SampleFixed':
      task.sampleSeed = event.seed
      return
    case 'TaskDisputed':
    case 'ChunkDisputed':
    case 'TaskAppealed':
    case 'TaskJudged':
    case 'TaskContradicted':
      foldDispute(task, event, { site, to })
      return
    case 'TaskPaid':
      task.payments.push({ account: event.account, amount: event.amount })
      return
    case 'TaskEnded': {
      // One call may open a task again and end it. Nobody could accept the task in between, so it does not count as open.
      if (task.state === 'open' && !batch.stopped) batch.open -= 1
      const state = endStates[event.state]
      assert(state !== undefined, 'the last state of a task is an end')
      to(state)
      batch.live.delete(task.index)
      dropEnded(view, batch)
      return
    }
    default:
      assertNever(event)
  }
}

type DisputeEvent = Extract<PoolEvent, { name: 'TaskDisputed' | 'ChunkDisputed' | 'TaskAppealed' | 'TaskJudged' | 'TaskContradicted' }>

function foldDispute(task: PoolTaskView, event: DisputeEvent, { site, to }: { site: PoolSite; to: (state: PoolTaskState) => void }): void {
  switch (event.name) {
    case 'TaskDisputed':
    case 'TaskAppealed': {
      const isAppeal = event.name === 'TaskAppealed'
      task.dispute = {
        challenger: isAppeal ? (task.dispute?.challenger ?? null) : event.challenger,
        round: isAppeal ? 2 : Number(event.round),
        openedAt: site.at,
        openedBlock: site.block,
        verdict: null,
        appellant: isAppeal ? event.appellant : (task.dispute?.appellant ?? null),
        // If a dispute is about one chunk, another event right after this one names the chunk. That event comes only in the first round. The second round,
        // after an appeal, is about the same chunk.
        chunk: task.dispute?.chunk ?? null,
      }
      to('disputed')
      return
    }
    case 'ChunkDisputed':
      if (task.dispute !== null) task.dispute.chunk = Number(event.chunk)
      return
    case 'TaskJudged':
      if (task.dispute !== null) task.dispute.verdict = verdicts[event.verdict] ?? null
      to('judged')
      return
    case 'TaskContradicted': {
      const noDispute = { challenger: null, openedAt: site.at, openedBlock: site.block, appellant: null, chunk: null }
      task.dispute = { ...(task.dispute ?? noDispute), round: contradicted, verdict: 'worker wrong' }
      to('judged')
      return
    }
    default:
      assertNever(event)
  }
}

type RunEvent = Extract<PoolEvent, { name: 'RunTaken' | 'RunAnswered' | 'RunLate' | 'RunShown' }>

function foldRun(task: PoolTaskView, event: RunEvent, { block, at }: PoolSite): void {
  const place = Number(event.place)
  const run: PoolRunView = task.runs.get(place) ?? {
    ...{ account: null, nodeId: null, state: 'empty', late: 0, takenAfter: 0, sinceBlock: 0, changedAt: at, answer: null },
  }
  task.runs.set(place, run)
  const isAudit = event.place <= lastAudit
  const to = (state: PoolTaskState) => {
    if (!isAudit) return
    task.state = state
    task.changedAt = at
    task.changedBlock = block
  }
  switch (event.name) {
    case 'RunTaken':
      if (event.replaced === zeroAddress) {
        run.sinceBlock = isAudit ? task.changedBlock : run.late !== 0 ? run.sinceBlock : (task.dispute?.openedBlock ?? block)
        run.takenAfter = Math.min(block - run.sinceBlock, mostTakenAfter)
        to('auditing')
      }
      run.state = 'taken'
      run.account = event.account
      run.nodeId = event.nodeId
      run.changedAt = at
      return
    case 'RunAnswered':
      run.state = 'answered'
      run.answer = event.commitment
      run.changedAt = at
      to('answered')
      return
    case 'RunLate':
      run.state = 'empty'
      run.account = null
      run.nodeId = null
      run.late += 1
      run.sinceBlock = block
      to(place === 0 ? 'committed' : 'answered')
      return
    case 'RunShown':
      run.state = 'shown'
      run.answer = event.answer
      return
    default:
      assertNever(event)
  }
}

function batchOf(view: PoolView, batchId: Hex32): PoolBatchView {
  const batch = view.batches.get(batchId)
  assert(batch !== undefined, 'a batch was submitted before')
  return batch
}
