import { Readable } from 'node:stream'
import { deadlineSignal, type WholeMilliseconds, wholeMilliseconds } from '@infinitio/process'
import type { Environment } from '../settings/environment.ts'
import type { SnapshotStore } from '../snapshots/snapshotStores.ts'

const mib = 2 ** 20
const gib = 2 ** 30
const daySeconds = 86_400
/** One part in this many of the store's total size is only for parties of open disputes. */
const evidencePart = 16

/** The operator's store of artefacts (files that accounts upload) with its limits. `files` is null if no store is configured. */
export type Artefacts = {
  readonly files: ArtefactFiles | null
  readonly keptSeconds: number
  readonly mostAccountBytes: number
  readonly mostTotalBytes: number
  /** The part of `mostTotalBytes` that only parties of open disputes may use. */
  readonly evidenceBytes: number
  /** Limits for the results of tasks, which are stored in the same folder or bucket as the uploaded files. */
  readonly results: { readonly mostBytes: number; readonly mostProviderBytes: number; readonly mostTotalBytes: number }
}

/** Opens the store of artefacts with the limits in the operator's settings. It uses the same folder or bucket as the snapshots of disks. */
export function openArtefacts(
  env: Pick<
    Environment,
    'ARTEFACT_ACCOUNT_MIB' | 'ARTEFACT_TOTAL_GIB' | 'ARTEFACT_KEPT_DAYS' | 'TASK_RESULT_MIB' | 'TASK_RESULTS_PROVIDER_MIB' | 'TASK_RESULTS_TOTAL_GIB'
  >,
  store: SnapshotStore | null,
): Artefacts {
  return {
    files: store === null ? null : artefactFiles(store),
    keptSeconds: Math.round(env.ARTEFACT_KEPT_DAYS * daySeconds),
    mostAccountBytes: Math.floor(env.ARTEFACT_ACCOUNT_MIB * mib),
    mostTotalBytes: Math.floor(env.ARTEFACT_TOTAL_GIB * gib),
    evidenceBytes: Math.floor((env.ARTEFACT_TOTAL_GIB * gib) / evidencePart),
    results: {
      mostBytes: Math.floor(env.TASK_RESULT_MIB * mib),
      mostProviderBytes: Math.floor(env.TASK_RESULTS_PROVIDER_MIB * mib),
      mostTotalBytes: Math.floor(env.TASK_RESULTS_TOTAL_GIB * gib),
    },
  }
}

/** Stores the bytes of artefacts in the operator's folder or bucket, each under a separate id. */
type ArtefactFiles = {
  /** Stores exactly `bytes` bytes, completely or not at all. Rejects if the body throws or has another length, or if the store fails. */
  put(file: { id: string; bytes: number }, body: AsyncIterable<Uint8Array>): Promise<void>
  /**
   * Returns the bytes as a stream, or null if the store does not have them. Rejects if the store does not answer. The stream ends with an error if reading
   * takes longer than a minute.
   */
  open(file: { id: string }): Promise<ReadableStream<Uint8Array> | null>
  /** Removes the bytes. Safe to repeat. Rejects if the store does not answer. */
  remove(file: { id: string }): Promise<void>
}

const usualTransferMs = wholeMilliseconds(60_000)

/**
 * Stores artefacts (files that accounts upload) in the store of disk snapshots. Each artefact is stored as a snapshot with one part. The bytes pass through
 * this server even if the store is a bucket, because this server must set the headers of the answer. A transfer fails after `transferMs`, so that a slow reader
 * does not keep a file open.
 */
export function artefactFiles(
  { way, remove }: SnapshotStore,
  { transferMs = usualTransferMs }: { transferMs?: WholeMilliseconds } = {},
): ArtefactFiles {
  const partOf = ({ id }: { id: string }) => ({ snapshotId: `artefact-${id}`, part: 1 })
  const removeFile = (file: { id: string }) => remove({ snapshotId: partOf(file).snapshotId, parts: 1 })
  if (way.kind === 'api') {
    return {
      put: ({ bytes, ...file }, body) => way.put({ ...partOf(file), bytes }, body),
      open: async (file) => (await way.open({ ...partOf(file), signal: deadlineSignal(transferMs) }))?.body ?? null,
      remove: removeFile,
    }
  }
  return {
    async put({ bytes, ...file }, body) {
      const response = await fetch(await way.putUrl({ ...partOf(file), bytes }), {
        ...{ method: 'PUT', redirect: 'error', signal: deadlineSignal(transferMs) },
        ...{ headers: { 'content-length': String(bytes) }, body: Readable.toWeb(Readable.from(body)), duplex: 'half' },
      } as RequestInit)
      await response.body?.cancel()
      if (!response.ok) throw new Error(`the bucket answers ${response.status} to an artefact`)
    },
    async open(file) {
      const response = await fetch(await way.getUrl(partOf(file)), { redirect: 'error', signal: deadlineSignal(transferMs) })
      if (response.ok) return response.body
      await response.body?.cancel()
      if (response.status === 404) return null
      throw new Error(`the bucket answers ${response.status} for an artefact`)
    },
    remove: removeFile,
  }
}
