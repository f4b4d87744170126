import type { Hex32 } from '@infinitio/domain'
import { allBytes, openFile } from '@infinitio/sdk'
import { openOwnFile } from '@infinitio/sdk/pool'
import { browserApi } from '#web/parts/api/browserApi.ts'

/** A result as the page shows it. `first` has its first bytes, and all of them if `isWhole`. `bytes` is its whole length. */
type ShownResult = { readonly first: Uint8Array<ArrayBuffer>; readonly isWhole: boolean; readonly bytes: number }

/**
 * Fetches a result: a whole small one, or only the first piece of one that is larger than 16 MiB. `jobKey` decrypts the result of a private job, for which all
 * of its bytes are needed. Throws the codes of `openFile`, and PrivateJobError for the key of another job.
 */
export async function readResult(sha256: string, jobKey: Hex32 | null): Promise<ShownResult> {
  if (jobKey !== null) {
    const opened = new Uint8Array(await openOwnFile(await allBytes(await openFile(browserApi, sha256)), jobKey))
    return { first: opened, isWhole: true, bytes: opened.length }
  }
  const { bytes, pieces } = await openFile(browserApi, sha256)
  const next = await pieces[Symbol.asyncIterator]().next()
  const first = next.done === true ? new Uint8Array() : next.value
  return { first, isWhole: first.length === bytes, bytes }
}

/** Fetches all pieces of a large result, and compares each one with its hash. Throws the codes of `openFile`. */
export async function wholeResult(sha256: string): Promise<Blob> {
  const parts: Blob[] = []
  for await (const piece of (await openFile(browserApi, sha256)).pieces) parts.push(new Blob([piece]))
  return new Blob(parts)
}
