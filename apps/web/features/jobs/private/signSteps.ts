import type { Hex32, TaskBatch } from '@infinitio/domain'
import type { JobEventWire } from '@infinitio/domain/wire'
import { errorTable, InfinitioError, isErrorCode, openArtefact, refusal, type TypedDataSigner } from '@infinitio/sdk'
import { cancelBatchCall, getJob, noteJobEvent, sendPoolCalls, signPoolCall, submitBatchCall, wrongPlanOf } from '@infinitio/sdk/pool'
import { openPagePool } from '#web/features/jobs/private/openPagePool.ts'
import { browserApi } from '#web/parts/api/browserApi.ts'

const mostCalls = 16
/** Error codes of an event that the API rejects because another event came first, or because the job already has this event. */
const noted: ReadonlySet<string> = new Set(['task.job_moved_on', 'task.job_step_refused'])

/**
 * Signs with the owner's wallet the orders of up to `mostCalls` steps of a private job that are approved and not sent yet, and sends the orders. The wallet
 * signs once for each step. Throws `task.job_step_refused` for a step whose stored plan is not the one that this browser made, and the code of a rejected
 * order.
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
    if (task === undefined) continue
    if (state !== 'failed') await noteStep(jobId, { kind: 'submitted', task })
    // The time to take the tasks is almost over. The step needs a new plan, with a new price.
    else if (code === 'task.batch_invalid') await noteStep(jobId, { kind: 'failed', task, reason: errorTable[code].sentence, isFinal: false })
    else throw refusal(code !== null && isErrorCode(code) ? code : 'chain.transaction_reverted', { detail: name })
  }
}

/** Adds an event to a job, unless the run of this page, or another page, added it already. */
async function noteStep(jobId: string, event: JobEventWire): Promise<void> {
  const { lastEvent } = await getJob(browserApi, jobId)
  await noteJobEvent(browserApi, jobId, { after: lastEvent, event }).catch((error: unknown) => {
    if (!(error instanceof InfinitioError) || !noted.has(error.code)) throw error
  })
}

/**
 * Signs the cancellation of up to `mostCalls` batches of a stopped job, so that the pool pays back the tasks that no machine took. Throws the code of a
 * rejected call.
 */
export async function signCancels(signer: TypedDataSigner, batches: readonly TaskBatch[]): Promise<void> {
  const { pool, chain } = await openPagePool()
  const calls = []
  for (const batch of batches.slice(0, mostCalls))
    calls.push(await signPoolCall(signer, { call: cancelBatchCall({ pool: pool.domain.pool, batch }), chain }))
  for (const { state, code, name } of await sendPoolCalls(browserApi, calls))
    if (state === 'failed') throw refusal(code !== null && isErrorCode(code) ? code : 'chain.transaction_reverted', { detail: name })
}
