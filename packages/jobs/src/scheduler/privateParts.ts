import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { address, type Hex32, hex32 } from '@infinitio/domain'
import type { JobWire } from '@infinitio/domain/wire'
import { leaseWishFromWire } from '@infinitio/sdk/job-file'
import { isOwnFile, openOwnFile, sealOwnFile } from '@infinitio/sdk/pool'
import { openSpec, withHiddenReason } from '../private/index.ts'
import type { JobJournal, JobStore, JobWork, WorkTask } from '../run/jobEffects.ts'

/**
 * The store of a private job at the market. It encrypts everything that only the owner of the job reads: inputs before they are planned, and results. The inputs
 * for machines, which have other keys, pass unchanged. Decrypted files are in the folder of the run, which is deleted after it.
 */
export function privateStore(store: JobStore, { key, folder }: { readonly key: Hex32; readonly folder: string }): JobStore {
  const put = async (bytes: Uint8Array) => await store.put(await sealOwnFile(bytes, key))
  return {
    ...store,
    put,
    async fetch(sha256) {
      const path = await store.fetch(sha256)
      const bytes = await readFile(path)
      if (!isOwnFile(bytes)) return path
      const opened = join(folder, `${sha256.slice(2)}.open`)
      await writeFile(opened, await openOwnFile(bytes, key))
      return opened
    },
    async keep(_, { result, extension, file }) {
      const sealed = await sealOwnFile(file, key)
      return { result: await put(result), file: { sha256: await store.put(sealed), extension, bytes: sealed.length } }
    },
  }
}

/** The journal of a private job at the market. It hides the reasons of failures there, and reports them on this computer. */
export function privateJournal(journal: JobJournal, onProgress: (text: string) => void): JobJournal {
  return {
    ...journal,
    note(after, event) {
      if (event.kind === 'failed') onProgress(`${event.task}: ${event.reason}`)
      return journal.note(after, withHiddenReason(event))
    },
  }
}

type Opening = { readonly key: Hex32 | null; readonly fetchBytes: (sha256: Hex32) => Promise<Uint8Array> }

/**
 * Returns a job of the market as the loop of a job needs it. Of a private job, it decrypts the files and fields of its tasks with `key`. Throws PrivateJobError
 * if `key` is the key of another job.
 */
export async function workOf(job: JobWire, { key, fetchBytes }: Opening): Promise<JobWork> {
  const spec = key === null || job.spec.private === undefined ? job.spec : await openSpec({ key, fetchFile: fetchBytes }, job)
  const tasks = Object.entries(spec.tasks).map(([name, { lease, ...task }]): [string, WorkTask] => {
    const files = Object.entries(task.files).map(([file, source]): [string, WorkTask['files'][string]] => [
      file,
      source.kind === 'hash' ? { kind: 'hash', sha256: hex32(source.sha256) } : source,
    ])
    return [name, { ...task, files: Object.fromEntries(files), ...(lease === undefined ? {} : { lease: leaseWishFromWire(lease) }) }]
  })
  const { maxCost, deadlineSeconds, priority = 'normal' } = spec
  return { id: hex32(job.jobId), owner: address(job.account), maxCost: BigInt(maxCost), deadlineSeconds, priority, tasks: Object.fromEntries(tasks) }
}

/** Returns a job of the market that is not private, as the loop of a job needs it. */
export async function jobWorkOf(job: JobWire): Promise<JobWork> {
  return await workOf(job, { key: null, fetchBytes: async (sha256) => Promise.reject(new Error(`${sha256} is not read`)) })
}
