import type { Address, Hex32 } from '@infinitio/domain'
import type { Logger } from '@infinitio/process'
import { appealTaskCall, baseUnitsOfStake, type TaskPool } from '@infinitio/sdk/pool'
import { answerOf, chunkRoot, chunksToAnswer, type Duty, stakeOf } from '@infinitio/tasks'
import type { OutputHashes } from './dutyCalls.ts'
import type { PoolSender } from './poolSender.ts'
import type { OwnTaskNode } from './taskProviders.ts'

/**
 * A verdict of the task pool that one of this agent's providers gave a wrong result. `outputs` maps the number of a chunk (a part of the task) to the hash of
 * the output that the agent has now calculated again.
 */
export type LostVerdict = {
  readonly duty: Extract<Duty, { kind: 'appeal' }>
  readonly provider: Address
  readonly account: OwnTaskNode['account']
  readonly outputs: OutputHashes
}

type Parts = { readonly pool: Pick<TaskPool, 'domain' | 'balanceOf'>; readonly sender: PoolSender; readonly logger: Logger }

/**
 * Milliseconds between two checks of a provider's balance at the pool. Each check is a call to the chain, and an owner who deposits the stake for an appeal
 * needs no faster reaction.
 */
const lookAgainMs = 60_000

/**
 * Returns the function that decides whether this agent appeals against a verdict. The agent appeals only if its own new calculation gives exactly the result
 * that the provider revealed, because then the calculation of another provider must have been wrong. The provider's balance at the pool must also cover the
 * stake, because the provider loses the stake if the appeal fails. If the agent does not appeal, it warns once for the task, and the owner can appeal with
 * `infinitio tasks appeal`.
 */
export function createAppeals({ pool, sender, logger }: Parts): (lost: LostVerdict) => Promise<void> {
  const warned = new Set<Hex32>()
  const lookedAt = new Map<Hex32, number>()

  function warn({ duty }: LostVerdict, why: string, more: Readonly<Record<string, unknown>> = {}): void {
    const { taskId } = duty.task
    if (warned.has(taskId)) return
    warned.add(taskId)
    logger.warn({ task: taskId, until: duty.until, ...more }, why)
  }

  return async (lost) => {
    const { duty, provider, account } = lost
    const { batch, task } = duty
    if (!isOwnAnswer(lost)) return warn(lost, 'a verdict is lost, and this machine now calculates another result than it showed: no appeal')
    const looked = lookedAt.get(task.taskId) ?? Number.NEGATIVE_INFINITY
    if (performance.now() - looked < lookAgainMs) return
    lookedAt.set(task.taskId, performance.now())
    const stake = stakeOf(batch, task.streak) * baseUnitsOfStake
    const balance = await pool.balanceOf(provider)
    if (balance < stake)
      return warn(lost, 'a verdict is lost that this machine disagrees with: pay the stake of an appeal into the pool', { stake, balance })
    const call = appealTaskCall({ pool: pool.domain.pool, batch: batch.batch, index: task.index })
    sender.send(`appeal ${task.taskId}`, { account, call, waitMs: 0 })
    logger.info({ task: task.taskId, stake }, 'a verdict is lost that this machine disagrees with: it appeals')
  }
}

function isOwnAnswer({ duty, outputs }: LostVerdict): boolean {
  const { batch, task, place } = duty
  const answer = answerOf(chunksToAnswer(duty).map((chunk) => outputs.get(chunk) ?? task.taskId))
  if (place !== null) return task.runs.get(place)?.answer === answer
  const all = Array.from({ length: batch.batch.chunks }, (_, chunk) => outputs.get(chunk) ?? task.taskId)
  return task.revealed?.answer === answer && task.revealed.root === chunkRoot(all)
}
