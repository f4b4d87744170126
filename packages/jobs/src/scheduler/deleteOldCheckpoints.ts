import { readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'

const keptMs = 30 * 86_400_000

/**
 * Deletes the checkpoints of jobs to which nothing was added for 30 days, and returns the ids of these jobs. A job with a failed task keeps its checkpoints,
 * because its owner may retry it; without this, they would stay for ever. No lease lasts longer than 28 days, so a job that runs loses nothing. Results stay.
 * `folder` has a folder for each job.
 */
export async function deleteOldCheckpoints(folder: string, { now = Date.now() } = {}): Promise<readonly string[]> {
  const deleted: string[] = []
  for (const jobId of await readdir(folder).catch(() => [])) {
    const checkpoints = join(folder, jobId, 'checkpoints')
    const found = await stat(checkpoints).catch(() => null)
    // The time of a folder changes when a file is written into it or deleted from it.
    if (found === null || !found.isDirectory() || now - found.mtimeMs <= keptMs) continue
    await rm(checkpoints, { recursive: true, force: true })
    deleted.push(jobId)
  }
  return deleted
}
