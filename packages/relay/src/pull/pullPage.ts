import { type FetchedPage, mostFileBytes, readFetchedPage } from '@infinitio/services'
import { RelayError } from '../relayError.ts'
import type { ByteBuyer } from './openByteBuyer.ts'

/** A page that was loaded completely. `type` is the content type as the page's server states it. */
export type PulledPage = { readonly type: string; readonly bytes: number }

/**
 * Loads a page through a fetch service, range by range, and passes the bytes to `write` in order. Throws `serving.upstream_failed` with the reason if the page
 * cannot be loaded, redirects, or changes during the download, and the codes of `ByteBuyer`.
 */
export async function pullPage(
  buyer: ByteBuyer,
  { url, signal, write }: { readonly url: string; readonly signal: AbortSignal; readonly write: (bytes: Uint8Array) => void },
): Promise<PulledPage> {
  let first: FetchedPage | null = null
  for (let start = 0; ; ) {
    const { bytes } = await buyer.ask({ url, start, most: mostFileBytes }, { most: mostFileBytes, signal })
    const page = readFetchedPage(bytes)
    if (page === null || page.start !== start) throw new RelayError('serving.upstream_failed', 'the answer of the service is malformed')
    if (page.fault !== '') throw new RelayError('serving.upstream_failed', page.location === '' ? page.fault : `${page.fault} to ${page.location}`)
    first ??= page
    if (page.version !== first.version || page.total !== first.total) throw new RelayError('serving.upstream_failed', 'the page changed')
    write(page.bytes)
    start += page.bytes.length
    if (page.total === null || start >= page.total) return { type: first.type, bytes: start }
    if (page.bytes.length === 0) throw new RelayError('serving.upstream_failed', 'an empty range')
  }
}
