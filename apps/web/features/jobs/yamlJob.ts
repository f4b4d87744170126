import { jobLimits, type JobWire, type NewJobWire } from '@infinitio/domain/wire'
import { exampleJobs, type ExampleKind } from '@infinitio/jobs/examples'
import type { JobFile } from '@infinitio/jobs/file'
import { InfinitioError } from '@infinitio/sdk'

/** A job file that was read, or the fault with its line and column. `paths` are the files that must be chosen. `onLeases` are the tasks that need rented machines, which only the command rents. */
export type ReadYaml =
  | { readonly job: JobFile; readonly paths: readonly string[]; readonly fault: null }
  | { readonly job: null; readonly fault: string; readonly onLeases?: readonly string[] }

/** Reads a job file with the parser of the command, and refuses more tasks than a scheduler takes. Loads the parser on demand. */
export async function readYaml(text: string): Promise<ReadYaml> {
  const { readJobFile } = await import('@infinitio/jobs/file')
  try {
    const job = readJobFile(text)
    const count = Object.keys(job.tasks).length
    if (count > jobLimits.tasks) return { job: null, fault: `tasks: ${count} > ${jobLimits.tasks}` }
    const onLeases = Object.entries(job.tasks).flatMap(([task, { lease }]) => (lease === undefined ? [] : [task]))
    if (onLeases.length > 0) return { job: null, fault: onLeases.join(', '), onLeases }
    const sources = Object.values(job.tasks).flatMap(({ files }) => Object.values(files))
    return { job, paths: [...new Set(sources.flatMap((source) => (source.kind === 'path' ? [source.path] : [])))], fault: null }
  } catch (error) {
    if (error instanceof InfinitioError) return { job: null, fault: error.detail }
    throw error
  }
}

/** Returns the job of a job file whose files are stored. `hashes` has the SHA-256 of each path. */
export function jobOfYaml({ name, maxCost, deadlineSeconds, priority, tasks }: JobFile, hashes: ReadonlyMap<string, string>): NewJobWire {
  const wired = Object.entries(tasks).map(([task, { adapter, needs, retries, files, fields }]): [string, NewJobWire['tasks'][string]] => {
    const sources = Object.entries(files).map(([file, source]) => [
      file,
      source.kind === 'result' ? source : { kind: 'hash' as const, sha256: source.kind === 'hash' ? source.sha256 : (hashes.get(source.path) ?? '') },
    ])
    return [task, { adapter, needs: [...needs], retries, files: Object.fromEntries(sources), fields: { ...fields } }]
  })
  return { name, maxCost: `${maxCost}`, deadlineSeconds, priority, tasks: Object.fromEntries(wired) }
}

/** Returns the job file of a stored job, to change it and submit it again. Its files are named by their hash, so none must be chosen again. */
export async function copiedYaml({
  name,
  spec: { maxCost, deadlineSeconds, priority = 'normal', tasks },
}: Pick<JobWire, 'name' | 'spec'>): Promise<string> {
  const { textOfJob } = await import('@infinitio/jobs/file')
  return textOfJob({ name, maxCost: BigInt(maxCost), deadlineSeconds, priority, tasks })
}

/** Returns the text of an example job for the files that this page can write. The made-up sales of the page have cents instead of an amount. */
export function exampleYaml(kind: ExampleKind): string {
  return exampleJobs[kind].job.replaceAll('sum(amount) as amount', 'sum(cents) as cents')
}
