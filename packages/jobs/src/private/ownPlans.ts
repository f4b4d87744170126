import { openInputText, PrivateJobError, jobEventFromWire, jobSpecFromWire, stepKeyOf } from '@infinitio/sdk/pool'
import type { Hex32 } from '@infinitio/domain'
import { AdapterError, type JobInput, type JobPlan, openBatchInput, restoreJob, sealedInputOf } from '@infinitio/tasks'
import { hereAdapterOf } from './hereAdapters.ts'
import type { HereEffects } from './hereEffects.ts'
import { type HereJob, openSpec } from './hereJob.ts'

/** The plan of one step of a job, which its owner approved and which is not submitted yet. */
export type DuePlan = { readonly task: string; readonly plan: JobPlan }

/** Returns the plans that the owner of a job must sign next. */
export function duePlans(job: HereJob): readonly DuePlan[] {
  const events = job.events.map(({ event }) => jobEventFromWire(event))
  const { commands } = restoreJob(jobSpecFromWire(job.jobId, job.spec), events)
  return commands.flatMap((command) => (command.kind === 'submit' ? [{ task: command.task, plan: command.plan }] : []))
}

/**
 * Returns true if the input of a plan is encrypted with the key of this job, and the plan divides the work as that input states. The market stores the plans of
 * a job, so a dishonest market could show another plan, and the owner would pay for work that does not belong to this job. Rejects with the errors of
 * `fetchFile`.
 */
export async function isOwnPlan(effects: Pick<HereEffects, 'key' | 'fetchFile'>, due: DuePlan & { readonly job: HereJob }): Promise<boolean> {
  return (await ownInputOf(effects, due)) !== null
}

/** Returns the decrypted input of a plan, or null if `isOwnPlan` is false for the plan. Rejects with the errors of `fetchFile`. */
export async function ownInputOf(
  { key, fetchFile }: Pick<HereEffects, 'key' | 'fetchFile'>,
  { job, task, plan }: DuePlan & { readonly job: HereJob },
): Promise<JobInput | null> {
  const definition = (await openSpec({ key, fetchFile }, job)).tasks[task]
  if (definition === undefined) return null
  const { digest, parse } = hereAdapterOf(definition)
  const read = async (sha256: Hex32) => new TextDecoder().decode(await fetchFile(sha256))
  try {
    const sealed = await sealedInputOf(plan.input, read)
    if (sealed === null || plan.batch.adapter !== digest || plan.batch.inputRoot !== plan.input) return null
    const step = await stepKeyOf(key, sealed)
    const open = (of: Parameters<typeof openInputText>[0]) => openInputText(of, { key: step, fetchFile: ({ sha256 }) => fetchFile(sha256) })
    return (await openBatchInput(plan.batch, { parse, read, open })).input
  } catch (error) {
    if (error instanceof PrivateJobError || error instanceof AdapterError) return null
    throw error
  }
}
