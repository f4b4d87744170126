import { readFileSync } from 'node:fs'
import { isPublicHost, type NameServers, publicResolver } from '@infinitio/process'
import { type AllowList, allowsHost, fetchPath, mostHeadBytes, parseAllowList, readPageRequest, writeFetchedPage } from '@infinitio/services'
import { RelayError } from '../../relayError.ts'
import type { FileSource } from './fileSource.ts'
import { loadPage } from './loadPage.ts'

/** Settings of a fetch service. `isLocal` lets the list allow `localhost`, without TLS: for a development chain. `nameServers` are those of the system by default. */
type FetcherSettings = { readonly allow: AllowList; readonly isLocal: boolean; readonly nameServers?: NameServers }

/**
 * Reads the file with the hosts that a fetch service may load from. Throws `serving.allow_list_invalid`.
 */
export function readAllowList(path: string): AllowList {
  let text: string
  try {
    text = readFileSync(path, 'utf8')
  } catch (error) {
    throw new RelayError('serving.allow_list_invalid', error instanceof Error && 'code' in error ? String(error.code) : path)
  }
  const list = parseAllowList(text)
  if ('wrong' in list) throw new RelayError('serving.allow_list_invalid', list.wrong)
  return list
}

/**
 * Opens the pages of allowed hosts as bytes that a service sells. A request names a URL and a range. The service sends one GET with the same headers for
 * everybody: no cookie, no header of the client. It uses https and the usual port only, connects only to public addresses, and each connection uses the address
 * that was checked. It follows no redirect. `find` throws `serving.body_invalid`, and `serving.host_refused` for a URL that is not allowed.
 */
export function openFetcher({ allow, isLocal, nameServers }: FetcherSettings): FileSource {
  const lookup = publicResolver(nameServers)
  return {
    kind: 'fetch',
    path: fetchPath,
    sizeOf: () => null,
    find(body) {
      const request = readPageRequest(body)
      if (request === null || request.most <= mostHeadBytes) throw new RelayError('serving.body_invalid', `most is more than ${mostHeadBytes}`)
      const url = allowedUrl(request.url, { allow, isLocal })
      const room = request.most - mostHeadBytes
      return {
        most: request.most,
        headers: {},
        read: async (signal) => writeFetchedPage(await loadPage(url, { start: request.start, room, lookup, signal })),
      }
    },
  }
}

/** Parses a URL, and refuses one that this program must not load. A name is checked again when it is resolved for the connection. */
function allowedUrl(text: string, { allow, isLocal }: Pick<FetcherSettings, 'allow' | 'isLocal'>): URL {
  const url = URL.parse(text)
  if (url === null) throw new RelayError('serving.host_refused', 'the URL cannot be read')
  const isHere = isLocal && url.protocol === 'http:' && url.hostname === 'localhost'
  if (!isHere && (url.protocol !== 'https:' || url.port !== '')) throw new RelayError('serving.host_refused', 'only https at its usual port is used')
  if (url.username !== '' || url.password !== '') throw new RelayError('serving.host_refused', 'the URL has a password')
  if (!allowsHost(allow, url) || !isPublicHost(url)) throw new RelayError('serving.host_refused', 'the host is not allowed')
  url.hash = ''
  if (isHere) url.hostname = '127.0.0.1'
  return url
}
