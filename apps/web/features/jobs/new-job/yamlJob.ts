import { jobLimits, type JobWire } from '@infinitio/domain/wire'
import { exampleJobs, type ExampleKind } from '@infinitio/jobs/examples'
import type { JobFile } from '@infinitio/sdk/job-file'
import { InfinitioError } from '@infinitio/sdk'

/**
 * The result of reading a job file: the job, or the error with its line and column. `paths` are the files that the user must choose. `onLeases` are tasks that
 * need rented machines. Only the command line program can rent those, so the page rejects them. `notHere` are tasks of a private job that the page
 * cannot run: it cannot join their results, or their files are not chosen on the page.
 */
export type ReadYaml =
  | { readonly job: JobFile; readonly paths: readonly string[]; readonly fault: null }
  | { readonly job: null; readonly fault: string; readonly onLeases?: readonly string[]; readonly notHere?: readonly string[] }

/**
 * Reads a job file with the same parser as the command line program. Rejects a file with more tasks than a scheduler accepts, and SQL that every
 * machine refuses. The parser is loaded at the first
 * call.
 */
export async function readYaml(text: string): Promise<ReadYaml> {
  const { checkQueries, pathsOfFile, readJobFile } = await import('@infinitio/sdk/job-file')
  try {
    const job = readJobFile(text)
    const count = Object.keys(job.tasks).length
    if (count > jobLimits.tasks) return { job: null, fault: `tasks: ${count} > ${jobLimits.tasks}` }
    const onLeases = Object.entries(job.tasks).flatMap(([task, { lease }]) => (lease === undefined ? [] : [task]))
    if (onLeases.length > 0) return { job: null, fault: onLeases.join(', '), onLeases }
    checkQueries(job.tasks)
    const notHere = job.isPrivate === true ? await refusedHere(job) : []
    if (notHere.length > 0) return { job: null, fault: notHere.join(', '), notHere }
    return { job, paths: pathsOfFile(job), fault: null }
  } catch (error) {
    if (error instanceof InfinitioError) return { job: null, fault: error.detail }
    throw error
  }
}

/** Returns the tasks of a private job that this page cannot run. A stored file that a task names by its hash is not encrypted with the key of this job. */
async function refusedHere({ tasks }: JobFile): Promise<readonly string[]> {
  const { hereFault } = await import('@infinitio/jobs/private')
  const isRefused = (task: JobFile['tasks'][string]) => hereFault(task) !== null || Object.values(task.files).some(({ kind }) => kind === 'hash')
  return Object.entries(tasks).flatMap(([name, task]) => (isRefused(task) ? [name] : []))
}

/**
 * Converts a stored job into a job file, so that the user can change it and submit it again. The file names input files by their hashes, so the user need not
 * choose them again.
 */
export async function copiedYaml({
  name,
  spec: { maxCost, deadlineSeconds, priority = 'normal', tasks },
}: Pick<JobWire, 'name' | 'spec'>): Promise<string> {
  const { textOfJob } = await import('@infinitio/sdk/job-file')
  return textOfJob({ name, maxCost: BigInt(maxCost), deadlineSeconds, priority, tasks })
}

/**
 * Returns an example job file for the example files that this page can create. Its SQL differs from the original example, because the made-up sales of the page
 * have cents and no amount.
 */
export function exampleYaml(kind: ExampleKind): string {
  return exampleJobs[kind].job.replaceAll('sum(amount) as amount', 'sum(cents) as cents')
}
