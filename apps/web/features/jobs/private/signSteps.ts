import type { Hex32, TaskBatch } from '@infinitio/domain'
import { errorTable, isErrorCode, openArtefact, refusal, type TypedDataSigner } from '@infinitio/sdk'
import { cancelBatchCall, getJob, noteJobEvent, sendPoolCalls, signPoolCall, submitBatchCall, wrongPlanOf } from '@infinitio/sdk/pool'
import { openPagePool } from '#web/features/jobs/private/openPagePool.ts'
import { browserApi } from '#web/parts/api/browserApi.ts'

const mostCalls = 16

/**
 * Signs with the owner's wallet the orders of all steps of a private job that are approved and not sent yet, and sends them. The wallet signs each once. Throws
 * `task.job_step_refused` for a step whose stored plan is not the one that this browser made, and the code of a rejected order.
 */
export async function signSteps(signer: TypedDataSigner, { jobId, key }: { readonly jobId: string; readonly key: Hex32 }): Promise<void> {
  const { pool, chain } = await openPagePool()
  const job = await getJob(browserApi, jobId)
  const wrong = wrongPlanOf(job, pool.domain)
  if (wrong !== null) throw refusal('task.job_step_refused', { detail: wrong })
  const { submitNonce, duePlans, isOwnPlan } = await import('@infinitio/jobs/private')
  const due = duePlans(job).slice(0, mostCalls)
  const fetchFile = (sha256: Hex32) => openArtefact(browserApi, sha256)
  const calls = []
  for (const { task, plan } of due) {
    if (!(await isOwnPlan({ key, fetchFile }, { job, task, plan }))) throw refusal('task.job_step_refused', { detail: task })
    const call = submitBatchCall({ pool: pool.domain.pool, batch: plan.batch })
    calls.push(await signPoolCall(signer, { call, chain, maxSpend: plan.cost.total, nonce: submitNonce(plan.batchId) }))
  }
  const sent = calls.length === 0 ? [] : await sendPoolCalls(browserApi, calls)
  for (const [at, { state, code, name }] of sent.entries()) {
    const task = due[at]?.task
    if (state !== 'failed' || task === undefined) continue
    // The time to take the tasks is almost over. The step needs a new plan, with a new price.
    if (code === 'task.batch_invalid') {
      await noteJobEvent(browserApi, jobId, {
        after: job.lastEvent,
        event: { kind: 'failed', task, reason: errorTable[code].sentence, isFinal: false },
      })
      return
    }
    throw refusal(code !== null && isErrorCode(code) ? code : 'chain.transaction_reverted', { detail: name })
  }
}

/** Signs the end of batches of a stopped job, so that the pool pays back the tasks that no machine took. Throws the code of a rejected call. */
export async function signCancels(signer: TypedDataSigner, batches: readonly TaskBatch[]): Promise<void> {
  const { pool, chain } = await openPagePool()
  const calls = []
  for (const batch of batches.slice(0, mostCalls))
    calls.push(await signPoolCall(signer, { call: cancelBatchCall({ pool: pool.domain.pool, batch }), chain }))
  for (const { state, code, name } of await sendPoolCalls(browserApi, calls))
    if (state === 'failed') throw refusal(code !== null && isErrorCode(code) ? code : 'chain.transaction_reverted', { detail: name })
}
