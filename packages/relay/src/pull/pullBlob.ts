import { createHash } from 'node:crypto'
import { createReadStream, existsSync, mkdirSync, renameSync, rmSync, statSync } from 'node:fs'
import { appendFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { Hex32, ServiceId } from '@infinitio/domain'
import { mostFileBytes } from '@infinitio/services'
import { RelayError } from '../relayError.ts'
import type { ByteBuyer } from './openByteBuyer.ts'

/** Bytes that a client wants, by their SHA-256. `bytes` is their number, or null if the client does not know it. */
export type WantedBytes = { readonly sha256: Hex32; readonly bytes: number | null }

/** An event of a download. */
export type PullNews =
  | { readonly kind: 'bytes'; readonly bytes: number }
  /** A cache did not send the bytes, and the next one is asked. */
  | { readonly kind: 'failed'; readonly service: ServiceId; readonly reason: string }
  /** A cache sent bytes with another SHA-256. They were deleted, and the cache is not asked again. */
  | { readonly kind: 'wrong'; readonly service: ServiceId; readonly sha256: Hex32 }

/**
 * The caches that a client asks, in this order. A cache that sold wrong bytes is in `wrong`, and is not asked again. `failures` counts the requests that failed at
 * each cache: caches with fewer failures are asked first, and a cache with three failures is not asked again, because each one can cost the price of an answer.
 */
export type Caches = {
  readonly buyers: readonly ByteBuyer[]
  readonly wrong: Set<ServiceId>
  readonly failures: Map<ServiceId, number>
  readonly signal: AbortSignal
  readonly onNews: (news: PullNews) => void
}

/** The most bytes of a list of weights. */
const mostListBytes = 16 * 2 ** 20
const mostFailures = 3

/**
 * Downloads bytes to a file, and checks their SHA-256 before the file gets its name. Continues an unfinished download of the same file. Asks the caches in the
 * order of `Caches`: if one fails, the next one continues. If bytes of one cache have another hash, they are deleted and this cache is not asked again; if several caches
 * sent them, they are deleted and one cache sends all, so that a wrong one is found. Throws the error of the last cache. After an error the bytes that arrived
 * remain for the next call.
 */
export async function pullBlob(caches: Caches, { wanted, path }: { readonly wanted: WantedBytes; readonly path: string }): Promise<void> {
  const partial = `${path}.partial`
  mkdirSync(dirname(path), { recursive: true })
  let last: unknown = new RelayError('serving.part_unknown', wanted.sha256)
  for (const buyer of usable(caches)) {
    // The sender of bytes from an earlier call is not known, so wrong bytes are attributed only after this cache has sent all of them.
    while (!caches.wrong.has(buyer.service)) {
      const isWhole = !existsSync(partial)
      try {
        await fill(caches, buyer, { wanted, partial })
      } catch (error) {
        caches.signal.throwIfAborted()
        if (!(error instanceof RelayError)) throw error
        // A cache that lacks these bytes charges nothing and may have others.
        if (error.code !== 'serving.part_unknown') caches.failures.set(buyer.service, failuresOf(caches, buyer) + 1)
        caches.onNews({ kind: 'failed', service: buyer.service, reason: error.message })
        last = error
        break
      }
      if ((await sha256OfFile(partial)) === wanted.sha256) return renameSync(partial, path)
      rmSync(partial)
      if (!isWhole) continue
      caches.wrong.add(buyer.service)
      caches.onNews({ kind: 'wrong', service: buyer.service, sha256: wanted.sha256 })
      last = new RelayError('serving.part_wrong', `service ${buyer.service}, file ${wanted.sha256}`)
    }
  }
  throw last
}

/** Returns the caches that may be asked, those with the fewest failures first. */
function usable(caches: Caches): readonly ByteBuyer[] {
  return caches.buyers
    .filter((buyer) => failuresOf(caches, buyer) < mostFailures)
    .toSorted((one, other) => failuresOf(caches, one) - failuresOf(caches, other))
}

function failuresOf({ failures }: Caches, { service }: ByteBuyer): number {
  return failures.get(service) ?? 0
}

/** Buys the bytes that are missing, range by range, and adds them to the file. */
async function fill(
  { signal, onNews }: Caches,
  buyer: ByteBuyer,
  { wanted, partial }: { readonly wanted: WantedBytes; readonly partial: string },
): Promise<void> {
  const { sha256 } = wanted
  for (let size = wanted.bytes; ; ) {
    const start = existsSync(partial) ? statSync(partial).size : 0
    if (size !== null && start >= size) return
    const most = Math.min(mostFileBytes, (size ?? mostListBytes) - start)
    const { bytes, total } = await buyer.ask({ sha256, start, most }, { most, signal })
    if (bytes.length === 0) throw new RelayError('serving.part_unknown', 'an empty answer')
    await appendFile(partial, bytes)
    onNews({ kind: 'bytes', bytes: bytes.length })
    // Only the hash decides. A false size leads to bytes with another hash, or to an answer that the service refuses.
    size ??= total === null || total > mostListBytes ? start + bytes.length : total
  }
}

/** Returns the SHA-256 of a file. */
export async function sha256OfFile(path: string, range: { readonly start: number; readonly end: number } | null = null): Promise<Hex32> {
  const hash = createHash('sha256')
  for await (const piece of createReadStream(path, range ?? {}) as AsyncIterable<Buffer>) hash.update(piece)
  return `0x${hash.digest('hex')}`
}
