import { statSync } from 'node:fs'
import { setTimeout as wait } from 'node:timers/promises'
import { keyGiver } from '@infinitio/jobs'
import { createKeyGiver, openSpec } from '@infinitio/jobs/private'
import { refusal } from '@infinitio/sdk'
import { type JobKey, PrivateJobError, type TaskPool } from '@infinitio/sdk/pool'
import type { PoolView } from '@infinitio/tasks'
import { signInClient } from '../context/settings.ts'
import { printResult } from '../terminal/print.ts'
import { boxKeyReader } from './openPrivacy.ts'
import { openJobFolder } from './jobFolder.ts'
import { openPool, openRun, readFolder } from './openRun.ts'
import type { SubmitOptions } from './jobActs.ts'
import { readKeyFile } from './readKeyFile.ts'

const lookEveryMs = 1_000

type Giving = {
  readonly reader: TaskPool['reader']
  readonly give: ReturnType<typeof keyGiver>
  /** Returns the batches of the job that exist now; a later step or a retry adds more. `isOver` is false while the job itself still runs. */
  readonly batches: () => Promise<{ readonly bought: readonly { readonly batchId: PoolView['live'][number]['batchId'] }[]; readonly isOver: boolean }>
}

/**
 * Gives the key of a private job to each machine that runs or checks one of its tasks, until the job is over and the pool has paid or refunded all its tasks.
 * `text` is a job of this computer, or a key file of a job at the market. After a job has ended, this is needed only while somebody disputes a result. Throws
 * `api.invalid_field` for a job that is not private and for another kind of file, and `task.private` if the key is missing.
 */
export async function giveKeys(text: string, options: SubmitOptions): Promise<void> {
  const { id, giving } = isFile(text) ? await ofKeyFile(await readKeyFile(text), options) : await ofFolder(text, options)
  for (;;) {
    const { bought, isOver } = await giving.batches()
    const { view } = await giving.reader.read()
    await giving.give(view, bought)
    if (isOver && !view.live.some(({ batchId }) => bought.some((one) => one.batchId === batchId))) break
    await wait(lookEveryMs)
  }
  printResult({ json: options.json, value: { job: id }, text: 'All tasks of this job are over, so no machine needs its key.' })
}

function isFile(text: string): boolean {
  return statSync(text, { throwIfNoEntry: false })?.isFile() === true
}

async function ofFolder(text: string, options: SubmitOptions): Promise<{ readonly id: string; readonly giving: Giving }> {
  const folder = openJobFolder(text)
  const { file } = readFolder(folder)
  if (file.isPrivate !== true) throw refusal('api.invalid_field', { detail: 'this job is not private: its machines need no key' })
  const { effects } = await openRun({ folder, file }, options)
  const batches = async () => ({
    bought: folder.events().flatMap((event) => (event.kind === 'planned' ? [{ batchId: event.plan.batchId }] : [])),
    isOver: true,
  })
  return { id: folder.id, giving: { reader: effects.pool.reader, give: keyGiver(effects), batches } }
}

async function ofKeyFile({ jobId, key }: JobKey, options: SubmitOptions): Promise<{ readonly id: string; readonly giving: Giving }> {
  const { client, say } = await signInClient(options)
  const chain = await client.getChain()
  const { reader } = await openPool(options, chain)
  const fetchFile = (sha256: string) => client.openArtefact(sha256)
  const { spec } = await client.getJob(jobId)
  if (spec.private === undefined) throw refusal('api.invalid_field', { detail: 'this job is not private: its machines need no key' })
  // A key of another job must not pass unnoticed: it would open nothing.
  await openSpec({ key, fetchFile }, { spec }).catch((error: unknown) => {
    throw error instanceof PrivateJobError ? refusal('task.private', { detail: error.message }) : error
  })
  const give = createKeyGiver({
    privacy: { key, boxKeyOf: boxKeyReader({ chain, options }), give: async (given) => void (await client.putTaskKey(given)) },
    readText: async (sha256) => new TextDecoder().decode(await fetchFile(sha256)),
    onProgress: say,
  })
  const batches = async () => {
    const { events, overAt } = await client.getJob(jobId)
    const bought = events.flatMap(({ event }) => (event.kind === 'planned' ? [{ batchId: event.plan.batchId as JobKey['key'] }] : []))
    return { bought, isOver: overAt !== null }
  }
  return { id: jobId.slice(2), giving: { reader, give, batches } }
}
