import { hex32 } from '@infinitio/domain'
import type { JobWire } from '@infinitio/domain/wire'
import { sha256Of } from '../artefacts/artefacts.ts'
import { allBytes, openFile } from '../artefacts/openFile.ts'
import { getJob } from '../generated/calls.ts'
import { openOwnFile } from '../private-jobs/ownFiles.ts'
import type { Transport } from '../transport/createTransport.ts'
import { refusal } from '../transport/refusal.ts'
import { followJob, type JobFollowing } from './followJob.ts'

/**
 * Waits until a job is over, and returns the job: `counts` shows how many of its tasks are done, failed or cancelled. Calls `onProgress` with the job after
 * each of its events. Waits as long as the job runs; pass a signal to stop earlier. The job continues after that. Throws
 * `task.job_unknown` and the reason of the signal.
 */
export async function waitJob(transport: Transport, following: JobFollowing): Promise<JobWire> {
  return await followJob(transport, { ...following, isDone: ({ overAt }) => overAt !== null })
}

/** The result of one task of a job as a file, such as `sum.csv`. */
export type JobDownload = { readonly task: string; readonly name: string; readonly sha256: string; readonly bytes: Uint8Array<ArrayBuffer> }

/**
 * Downloads the results of all tasks of a job that are done, or of one task, and compares each file with its SHA-256. The results of a private job are
 * decrypted with `key`, the key of the job. Throws `task.job_unknown`; `task.result_unknown` for a task without a result; `task.private` for a private job
 * without its key; `artefact.wrong_hash` for changed bytes; and the codes of `openFile`.
 */
export async function download(
  transport: Transport,
  { jobId, task, key }: { readonly jobId: string; readonly task?: string; readonly key?: string },
): Promise<readonly JobDownload[]> {
  const { tasks, spec } = await getJob(transport, jobId)
  if (spec.private !== undefined && key === undefined) throw refusal('task.private', { detail: jobId })
  if (task !== undefined && (tasks[task]?.file ?? null) === null) throw refusal('task.result_unknown', { detail: task })
  const files: JobDownload[] = []
  for (const [name, { file }] of Object.entries(tasks)) {
    if (file === null || (task !== undefined && task !== name)) continue
    const stored = await allBytes(await openFile(transport, file.sha256))
    const bytes = key === undefined ? stored : new Uint8Array(await openOwnFile(stored, hex32(key)))
    files.push({ task: name, name: `${name}.${file.extension}`, sha256: await sha256Of(bytes), bytes })
  }
  return files
}
