import { refusal } from '@infinitio/sdk'
import { appealTaskCall, baseUnitsOfStake, contradictCall, disputeChunkCall, disputeTaskCall } from '@infinitio/sdk/pool'
import { disputableUntil, poolTimes, stakeOf } from '@infinitio/tasks'
import { printResult } from '../terminal/print.ts'
import { utcText } from '../terminal/texts.ts'
import { type MoneyOptions, ptText } from '../wallet/moveMoney.ts'
import { checkHere, type CheckOptions, type OwnCheck } from './checkTask.ts'
import { findTask, type FoundTask, openTasks } from './openTasks.ts'

/** Options of `infinitio tasks dispute`. */
export type DisputeOptions = CheckOptions & { readonly check: boolean }
/** Options of `infinitio tasks contradict`. */
export type ContradictOptions = Omit<CheckOptions, 'all'>

/**
 * Disputes a revealed result with a stake. Unless `check` is false, first calculates the task's sample on this computer and disputes only if the result
 * differs. With `all`, it calculates all chunks (parts) and can dispute a chunk outside of the sample. Throws `task.wrong_state` and the codes of the call.
 * Throws `task.result_mismatch` if this computer finds the same result, or if the wrong result can be proved without a stake (`contradictTask`).
 */
export async function disputeTask(text: string, options: DisputeOptions): Promise<void> {
  const { client, pool, act } = await openTasks(options)
  const found = await findTask(pool, text)
  const { batch, task } = found
  const until = disputableUntil(task)
  if (until === null || task.revealed === null) throw refusal('task.wrong_state', { detail: `${task.taskId} is ${task.state}` })
  const own: OwnCheck = options.check ? await checkHere(client, found, options) : { kind: 'differs', chunks: [] }
  if (own.kind === 'same')
    throw refusal('task.result_mismatch', { detail: 'this computer calculates the same result, so a dispute would cost its stake' })
  if (own.kind === 'contradicted')
    throw refusal('task.result_mismatch', { detail: 'the worker contradicts itself: infinitio tasks contradict needs no stake' })
  const { root, answer: workerAnswer } = task.revealed
  const stake = stakeIn(found)
  const of = { pool: pool.domain.pool, batch: batch.batch, index: task.index, root, workerAnswer }
  await act(own.kind === 'elsewhere' ? disputeChunkCall({ ...of, ...own }) : disputeTaskCall(of), {
    spends: stake,
    costs: [
      ['Task', task.taskId],
      ...(own.kind === 'elsewhere' ? ([['Chunk outside of the sample', String(own.chunk)]] as const) : []),
      ['Open until', `${utcText(until)} UTC`],
      ['Stake, lost if the next run agrees with the worker', ptText(stake)],
    ],
  })
  printAct(options, { found, spent: stake, text: 'Disputed: another provider is selected and calculates the disputed chunks again.' })
}

/**
 * Appeals against a verdict that the wallet lost. Then other providers check the result again, and the wallet locks a second stake. Throws `task.wrong_state`,
 * `task.too_late`, `task.not_worker` for another account than the loser, and the codes of the call.
 */
export async function appealTask(text: string, options: MoneyOptions): Promise<void> {
  const { pool, account, act } = await openTasks(options)
  const found = await findTask(pool, text)
  const { batch, task } = found
  const { dispute } = task
  if (task.state !== 'judged' || dispute?.round !== 1) throw refusal('task.wrong_state', { detail: `${task.taskId} is ${task.state}` })
  const until = task.changedAt + poolTimes.appealSeconds
  if ((await pool.now()) >= until) throw refusal('task.too_late', { detail: `until ${utcText(until)} UTC` })
  const loser = dispute.verdict === 'worker wrong' ? task.worker : dispute.challenger
  if (loser !== account) throw refusal('task.not_worker', { detail: `${loser} lost the verdict` })
  const stake = stakeIn(found)
  await act(appealTaskCall({ pool: pool.domain.pool, batch: batch.batch, index: task.index }), {
    spends: stake,
    costs: [
      ['Task', task.taskId],
      ['Open until', `${utcText(until)} UTC`],
      ['Second stake, lost if five runs agree with the verdict', ptText(stake)],
    ],
  })
  printAct(options, { found, spent: stake, text: 'Appealed: five providers calculate the sample within 48 hours.' })
}

/**
 * Proves that a worker's answer contradicts the Merkle root of the result that it revealed. This computer calculates the Merkle path from the stored outputs.
 * Needs no stake. Throws `task.result_mismatch` if there is no contradiction.
 */
export async function contradictTask(text: string, options: ContradictOptions): Promise<void> {
  const { client, pool, act } = await openTasks(options)
  const found = await findTask(pool, text)
  const { batch, task } = found
  const check = await checkHere(client, found, { ...options, all: false })
  if (check.kind !== 'contradicted' || task.revealed === null) {
    throw refusal('task.result_mismatch', {
      detail: check.kind === 'same' ? 'the result is right' : 'the worker does not contradict itself: dispute the result',
    })
  }
  const { outputs, position, outputHash, path } = check
  const of = { pool: pool.domain.pool, batch: batch.batch, index: task.index, root: task.revealed.root }
  await act(contradictCall({ ...of, outputs, position, outputHash, path }), { spends: 0n, costs: [['Task', task.taskId]] })
  printAct(options, { found, spent: 0n, text: 'Proven: the worker loses its stake, and the task can be settled at once.' })
}

function stakeIn({ batch, task }: FoundTask): bigint {
  return stakeOf(batch, task.streak) * baseUnitsOfStake
}

function printAct({ json }: MoneyOptions, { found: { task }, spent, text }: { found: FoundTask; spent: bigint; text: string }): void {
  printResult({ json, value: { taskId: task.taskId, spent: spent.toString() }, text })
}
