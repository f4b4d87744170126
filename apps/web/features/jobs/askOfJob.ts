import type { JobFile } from '@infinitio/jobs/file'
import { type EstimateAsk, sourceText } from '#web/features/jobs/estimateQuery.ts'
import { exampleOfPath } from '#web/features/jobs/exampleFile.ts'
import type { ChosenFile } from '#web/features/jobs/fileFacts.ts'
import { type JobDraft, jobOf } from '#web/features/jobs/jobDraft.ts'

/** Returns what to ask for the price of a draft without faults. */
export function askOfDraft(draft: JobDraft, file: ChosenFile): EstimateAsk {
  const { tasks: steps, deadlineSeconds, priority } = jobOf(draft, '')
  const sources = Object.values(steps).flatMap(({ files }) => Object.values(files))
  return { steps, deadlineSeconds, priority, files: new Map(sources.map((source) => [sourceText(source), file])) }
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
