import type { JobFile } from '@infinitio/jobs/file'
import { type EstimateAsk, sourceText } from '#web/features/jobs/estimateQuery.ts'
import { exampleOfPath } from '#web/features/jobs/exampleFile.ts'
import type { ChosenFile } from '#web/features/jobs/fileFacts.ts'
import { type JobDraft, jobOf } from '#web/features/jobs/jobDraft.ts'

/** Returns what to ask for the price of a draft without faults. Its file has no hash before it is stored. */
export function askOfDraft(draft: JobDraft, file: ChosenFile): EstimateAsk {
  const { tasks, deadlineSeconds } = jobOf(draft, '')
  const source = { kind: 'path', path: draft.kind } as const
  const steps = Object.entries(tasks).map(([name, { adapter, needs, fields, files }]) => {
    return [name, { adapter, needs, fields, files: Object.fromEntries(Object.keys(files).map((key) => [key, source])) }] as const
  })
  return { steps: Object.fromEntries(steps), deadlineSeconds, priority: draft.priority, files: new Map([[sourceText(source), file]]) }
}

/** Returns what to ask for the price of a job file. `files` are the chosen ones by path; the page writes those of examples. */
export function askOfYaml({ tasks: steps, deadlineSeconds, priority }: JobFile, files: ReadonlyMap<string, File>): EstimateAsk {
  const chosen = new Map<string, ChosenFile>()
  for (const source of Object.values(steps).flatMap((step) => Object.values(step.files))) {
    const file = source.kind === 'path' ? (files.get(source.path) ?? exampleOfPath(source.path)) : null
    if (file !== null) chosen.set(sourceText(source), file)
  }
  return { steps, deadlineSeconds, priority, files: chosen }
}
