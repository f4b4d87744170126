import { keyGiver } from '@infinitio/jobs'
import { refusal } from '@infinitio/sdk'
import { printResult } from '../terminal/print.ts'
import { openJobFolder } from './jobFolder.ts'
import { openRun, readFolder } from './openRun.ts'
import type { SubmitOptions } from './jobActs.ts'

const lookEveryMs = 1_000

/**
 * Gives the key of a private job to each machine that runs or checks one of its tasks, until the pool has paid or refunded all of them. A job that has ended
 * needs this only while somebody disputes a result. Throws `api.invalid_field` for a job that is not private, and `task.private` without its key.
 */
export async function giveKeys(text: string, options: SubmitOptions): Promise<void> {
  const folder = openJobFolder(text)
  const { file } = readFolder(folder)
  if (file.isPrivate !== true) throw refusal('api.invalid_field', { detail: 'this job is not private: its machines need no key' })
  const { effects } = await openRun({ folder, file }, options)
  const bought = folder.events().flatMap((event) => (event.kind === 'planned' ? [{ batchId: event.plan.batchId }] : []))
  const give = keyGiver(effects)
  for (;;) {
    const { view } = await effects.pool.reader.read()
    await give(view, bought)
    if (!view.live.some(({ batchId }) => bought.some((one) => one.batchId === batchId))) break
    await effects.delay(lookEveryMs, new AbortController().signal)
  }
  printResult({ json: options.json, value: { job: folder.id }, text: 'All tasks of this job are over, so no machine needs its key.' })
}
