import { jobLimits, type JobWire, type NewJobWire } from '@infinitio/domain/wire'
import { sha256Of } from '../artefacts/artefacts.ts'
import { uploadFile } from '../artefacts/uploadFile.ts'
import type { UploadProgress } from '../artefacts/uploadArtefact.ts'
import { createJob, noteJobEvent } from '../generated/calls.ts'
import type { JobFile } from '../job-file/index.ts'
import type { TypedDataSigner } from '../signing/signTypedData.ts'
import type { Transport } from '../transport/createTransport.ts'
import { refusal } from '../transport/refusal.ts'
import { type ApprovalPlan, approveJob, readApproval } from '../pool/approveJob.ts'
import { followJob, type JobFollowing } from './followJob.ts'

/**
 * The price of a job before it is approved. `total` is the most that its planned tasks cost, in base units of PToken. `later` is the number of tasks whose
 * price is known only when the results of other tasks exist. `approval` has what the wallet pays in and allows. The whole job never costs more than `maxCost`
 * of the job.
 */
export type JobPrice = { readonly job: JobWire; readonly total: bigint; readonly later: number; readonly approval: ApprovalPlan }

/**
 * A job to submit. `job` is the text of a job file, or a job in the form of `POST /jobs`. `readFile` returns the bytes of a file that the job file names by its
 * path, or the file as a Blob, which is read by slices (in Node `openAsBlob(path)`); the text of the path is passed unchanged. `onUpload` gets the progress of
 * each of these files. `agree` gets the price before anything is paid; without it, the client agrees to each price up to the limit of the job. `rpcUrl` is the
 * chain node, by default the one of the market. `scheduler` is the account that runs a job file, by default the scheduler of the market. A job on rented
 * machines needs another one: the account whose key `infinitio jobs serve` has.
 */
export type JobSubmission = Omit<JobFollowing, 'jobId'> & {
  readonly job: string | NewJobWire
  readonly signer: TypedDataSigner
  readonly readFile?: (path: string) => Promise<Uint8Array | Blob> | Uint8Array | Blob
  readonly onUpload?: (path: string, progress: UploadProgress) => void
  readonly agree?: (price: JobPrice) => Promise<boolean> | boolean
  readonly rpcUrl?: string
  readonly scheduler?: string
}

/**
 * Submits a job to the scheduler of the market: stores its files, waits for its price, pays in the missing money at the task pool, lets the scheduler spend up
 * to the limit of the job in a day, and approves the job. Money that other approved jobs of the account may still take is kept for them; await one call before
 * the next one, because two calls at the same time would both count the same money. Rented machines are paid later, from the Market balance, by the API key of
 * `infinitio jobs serve`. Returns the approved job; the scheduler then runs it, also after this program
 * ends. Needs a signed-in client. The signer signs at most three times and pays no gas. Throws `api.invalid_field` with line and column for a wrong job file,
 * with line and name for SQL that every machine refuses, and with the reason if a task cannot be planned; `wallet.not_confirmed` if `agree` returns false; the codes of `createJob`, of `uploadFile` and of a
 * rejected call; and the reason of the signal. If it throws after the job was stored and before it was approved, it cancels the job, so that the job costs
 * nothing. Money that it had paid in by then stays the account's own, as its balance in the task pool. The signal has no effect after the approval has begun.
 */
export async function submitJob(transport: Transport, submission: JobSubmission): Promise<JobWire> {
  const { signer, agree = () => true, onProgress, signal } = submission
  const rpcUrl = submission.rpcUrl ?? rpcUrlOf(transport)
  const wanted =
    typeof submission.job === 'string' ? await storeFiles(transport, { ...submission, text: submission.job }) : await checked(submission.job)
  signal?.throwIfAborted()
  const { jobId } = await createJob(transport, wanted)
  const following = { jobId, ...(onProgress === undefined ? {} : { onProgress }), ...(signal === undefined ? {} : { signal }) }
  try {
    const job = await followJob(transport, { ...following, isDone: isPriced })
    const failed = Object.entries(job.tasks).find(([, { phase }]) => phase === 'failed')
    if (failed !== undefined || job.overAt !== null)
      throw refusal('api.invalid_field', { detail: `${failed?.[0] ?? job.name}: ${failed?.[1].reason ?? 'stopped'}` })
    const plan = await readApproval(transport, { job, rpcUrl })
    if (!(await agree(priceOf(job, plan)))) throw refusal('wallet.not_confirmed', { detail: jobId })
    signal?.throwIfAborted()
    await approveJob(transport, { job, rpcUrl, signer, plan })
  } catch (error) {
    await cancelUnapproved(transport, jobId)
    throw error
  }
  // The job is approved, so the caller gets it also if the signal was given in the meantime.
  const { signal: _, ...unstoppable } = following
  return await followJob(transport, { ...unstoppable, isDone: ({ approvedAt }) => approvedAt !== null })
}

/** Returns true for a job that waits only for its approval, for a job with a failed task, and for a job that is over. */
function isPriced({ counts, overAt }: JobWire): boolean {
  return overAt !== null || counts.failed > 0 || (counts.planning === 0 && counts.ready > 0)
}

function priceOf(job: JobWire, approval: ApprovalPlan): JobPrice {
  const total = Object.values(job.tasks).reduce(
    (sum, { plan, lease }) => sum + BigInt(plan?.cost.total ?? 0) + BigInt(lease?.plan.cost.total ?? 0),
    0n,
  )
  return { job, total, later: job.counts.waiting, approval }
}

/** Cancels a job that nobody approved. If the market does not respond, the market cancels the job later, because it keeps no unapproved job. */
async function cancelUnapproved(transport: Transport, jobId: string): Promise<void> {
  try {
    const { approvedAt, overAt, lastEvent } = await followJob(transport, { jobId, signal: AbortSignal.timeout(cancelWithinMs), isDone: () => true })
    if (approvedAt === null && overAt === null) await noteJobEvent(transport, jobId, { after: lastEvent, event: { kind: 'cancelled' } })
  } catch {
    // The caller gets the first error, which says why the job was not approved.
  }
}

const cancelWithinMs = 5_000

/** Returns the job. Throws `api.invalid_field` for SQL that every machine refuses. */
async function checked(job: NewJobWire): Promise<NewJobWire> {
  const { checkQueries } = await import('../job-file/checkQueries.ts')
  checkQueries(job.tasks)
  return job
}

type Storing = Pick<JobSubmission, 'readFile' | 'onUpload' | 'signal' | 'scheduler'> & { readonly text: string }

/** Reads a job file, stores its files, and returns the job. */
async function storeFiles(transport: Transport, { text, readFile, onUpload, signal, scheduler }: Storing): Promise<NewJobWire> {
  // The reader of YAML loads only when a program submits a job file.
  const { checkQueries, hiddenPathsOf, jobOfFile, pathsOfFile, readJobFile } = await import('../job-file/index.ts')
  const file = readJobFile(text)
  refuseOthers(file, scheduler)
  checkQueries(file.tasks)
  const hashes = new Map<string, string>()
  const blobOf = async (path: string) => {
    if (readFile === undefined) throw refusal('api.invalid_field', { detail: `${path}: pass readFile, which returns the bytes of this file` })
    const content = await readFile(path)
    return content instanceof Blob ? content : new Blob([new Uint8Array(content)])
  }
  // Hidden files are stored nowhere. The scheduler has them, and finds them by their hashes.
  for (const path of hiddenPathsOf(file)) hashes.set(path, await sha256Of(new Uint8Array(await (await blobOf(path)).arrayBuffer())))
  for (const path of pathsOfFile(file)) {
    const blob = await blobOf(path)
    const onProgress = (progress: UploadProgress) => onUpload?.(path, progress)
    const { sha256 } = await uploadFile(transport, { file: blob, readers: 'anybody', onProgress, ...(signal === undefined ? {} : { signal }) })
    hashes.set(path, sha256)
  }
  return { ...jobOfFile(file, hashes), ...(scheduler === undefined ? {} : { scheduler }) }
}

/** Refuses a job that its scheduler does not run. */
function refuseOthers({ isPrivate, tasks }: JobFile, scheduler: string | undefined): void {
  const byCommand = 'run it with infinitio jobs submit'
  if (isPrivate === true) throw refusal('api.invalid_field', { detail: `private: the scheduler of the market runs no private job; ${byCommand}` })
  const leased = Object.entries(tasks).find(([, { lease }]) => lease !== undefined)
  if (leased !== undefined && scheduler === undefined)
    throw refusal('api.invalid_field', { detail: `${leased[0]}: the scheduler of the market rents no machines; ${byCommand}` })
  const count = Object.keys(tasks).length
  if (count > jobLimits.tasks)
    throw refusal('api.invalid_field', { detail: `tasks: ${count}, and the scheduler of the market runs up to ${jobLimits.tasks}; ${byCommand}` })
}

function rpcUrlOf({ options: { baseUrl } }: Transport): string {
  return `${baseUrl.replace(/(\/api\/v1)?\/?$/, '')}/api/v1/rpc`
}
