import { type IncomingMessage, request as httpRequest } from 'node:http'
import { request as httpsRequest } from 'node:https'
import type { LookupFunction } from 'node:net'
import type { ChannelId } from '@infinitio/domain'
import { isLoopback, isPublicHost, type NameServers, publicResolver } from '@infinitio/process'
import { RelayError } from '../relayError.ts'

/** The images of a request: a `data:` URL for each URL. `leave` must be called when the model server has them, because they use memory until then. */
type LoadedImages = { readonly images: ReadonlyMap<string, string>; readonly leave: () => void }

/** Loads the images that a request of a channel names. */
export type FetchImages = (channel: ChannelId, asked: { readonly urls: readonly string[]; readonly signal: AbortSignal }) => Promise<LoadedImages>

/** Limits of the images of one request, and of the requests whose images are loaded at the same time. */
const [mostImages, mostBytes] = [8, 20_000_000]
const withinMs = 15_000
const [mostOfChannel, mostOfAll] = [2, 8]
/** The largest size, in bytes, of all images that model servers have not received yet. */
const mostHeldBytes = 128_000_000
/** A channel whose images fail slowly this often within this time, in milliseconds, loads none for the same time. It would use the places of others. */
const [mostSlow, slowWindowMs] = [3, 60_000]
const slowAfterMs = 1_000
const okStatus = 200
/** The bytes in which each image shows its type. */
const headBytes = 12

/**
 * Makes the function that loads images for a model server, which must not send requests for a stranger. It connects only to public addresses, and each
 * connection uses the address that was checked. It uses https only, follows no redirect, and stops at the first bytes that are not an image, after 20 MB or
 * 15 s for all images of a request. With `isLocal`, for a development chain, it also loads from this computer and by http. `nameServers` are those of the
 * system by default. The function throws `serving.remote_file`. It throws `serving.busy` in three cases: too many requests load images, the loaded images need
 * too much memory, or three loads of this channel failed slowly within the last minute.
 */
export function imageFetcher({
  isLocal,
  nameServers,
  nowMs = Date.now,
}: {
  readonly isLocal: boolean
  readonly nameServers?: NameServers
  readonly nowMs?: () => number
}): FetchImages {
  const running = new Map<ChannelId, number>()
  const slow = new SlowFailures(nowMs)
  const resolve = publicResolver(nameServers)
  let [all, heldByAll] = [0, 0]
  return async (channel, { urls, signal }) => {
    const own = running.get(channel) ?? 0
    if (own >= mostOfChannel || all >= mostOfAll || slow.isFull(channel)) throw new RelayError('serving.busy', 'requests with images of the internet')
    if (urls.length > mostImages) throw refused(`at most ${mostImages} images`)
    running.set(channel, own + 1)
    all += 1
    let held = 0
    const startedMs = nowMs()
    const hold = (bytes: number) => {
      held += bytes
      heldByAll += bytes
      if (held > mostBytes) throw refused('the images have more than 20 MB')
      if (heldByAll > mostHeldBytes) throw new RelayError('serving.busy', 'requests with images of the internet')
    }
    const leave = () => {
      heldByAll -= held
      held = 0
    }
    try {
      const ends = AbortSignal.any([signal, AbortSignal.timeout(withinMs)])
      return { images: await fetchAll(urls, { isLocal, resolve, hold, signal: ends }), leave }
    } catch (error) {
      leave()
      const isBusy = error instanceof RelayError && error.code === 'serving.busy'
      if (!isBusy && nowMs() - startedMs >= slowAfterMs) slow.add(channel)
      throw error
    } finally {
      all -= 1
      const left = (running.get(channel) ?? 1) - 1
      if (left > 0) running.set(channel, left)
      else running.delete(channel)
    }
  }
}

/** Notes the loads of each channel that failed after a long time, as with a server that never ends its answer. */
class SlowFailures {
  readonly #atMs = new Map<ChannelId, readonly number[]>()
  readonly #nowMs: () => number

  constructor(nowMs: () => number) {
    this.#nowMs = nowMs
  }

  isFull(channel: ChannelId): boolean {
    const atMs = this.#atMs.get(channel) ?? []
    return atMs.length >= mostSlow && this.#isRecent(atMs.at(-1))
  }

  add(channel: ChannelId): void {
    for (const [known, atMs] of this.#atMs) if (!this.#isRecent(atMs.at(-1))) this.#atMs.delete(known)
    const recent = (this.#atMs.get(channel) ?? []).filter((atMs) => this.#isRecent(atMs))
    this.#atMs.set(channel, [...recent, this.#nowMs()])
  }

  #isRecent(atMs = Number.NEGATIVE_INFINITY): boolean {
    return this.#nowMs() - atMs < slowWindowMs
  }
}

/** `hold` counts bytes, and throws if they are too many. */
type Fetching = {
  readonly isLocal: boolean
  readonly signal: AbortSignal
  readonly resolve: LookupFunction
  readonly hold: (bytes: number) => void
}

/** Loads images one after the other, so that a request uses one connection. */
async function fetchAll(urls: readonly string[], fetching: Fetching): Promise<ReadonlyMap<string, string>> {
  const found = new Map<string, string>()
  for (const text of new Set(urls)) {
    const parsed = URL.parse(text.trim())
    if (parsed === null) throw refused('the URL cannot be read')
    refuseUrl(parsed, fetching)
    const { type, bytes } = await fetchImage(parsed, fetching).catch((error: unknown) => {
      if (error instanceof RelayError) throw error
      throw refused('its server did not send it')
    })
    // The prompt contains the data each time that it names the image.
    fetching.hold(bytes.length * (urls.filter((url) => url === text).length - 1))
    found.set(text, `data:${type};base64,${bytes.toString('base64')}`)
  }
  return found
}

/** Refuses a URL to which this program must not connect. A name is checked when it is resolved for the connection. */
function refuseUrl(url: URL, { isLocal }: Pick<Fetching, 'isLocal'>): void {
  const bare = url.hostname.replace(/^\[|\]$/g, '')
  if (url.protocol !== 'https:' && !(isLocal && url.protocol === 'http:')) throw refused('only https is used')
  if (url.username !== '' || url.password !== '') throw refused('the URL has a password')
  if (!isPublicHost(url) && !(isLocal && isLoopback(bare))) throw refused('its address is not public')
}

async function fetchImage(url: URL, { signal, resolve: lookup, hold }: Fetching) {
  const answer = await new Promise<IncomingMessage>((resolve, reject) => {
    const send = url.protocol === 'https:' ? httpsRequest : httpRequest
    const headers = { accept: 'image/*', 'accept-encoding': 'identity', 'user-agent': 'infinitio-serve' }
    send(url, { agent: false, signal, lookup, headers }, resolve).on('error', reject).end()
  })
  try {
    const { statusCode, headers } = answer
    if (statusCode !== okStatus) throw refused(`its server answered with status ${statusCode}`)
    if ((headers['content-encoding'] ?? 'identity') !== 'identity') throw refused('its server sent compressed data')
    if (Number(headers['content-length'] ?? 0) > mostBytes) throw refused('the images have more than 20 MB')
    return await readImage(answer, hold)
  } finally {
    answer.destroy()
  }
}

async function readImage(answer: IncomingMessage, hold: Fetching['hold']): Promise<{ readonly type: string; readonly bytes: Buffer }> {
  const parts: Uint8Array[] = []
  let [count, type] = [0, null as string | null]
  for await (const part of answer as AsyncIterable<Uint8Array>) {
    parts.push(part)
    count += part.length
    hold(part.length)
    if (type === null && count >= headBytes) type = imageType(Buffer.concat(parts))
  }
  if (type === null || !answer.complete) throw refused('it is no image')
  return { type, bytes: Buffer.concat(parts) }
}

/** Returns the type of an image by its first bytes, because a header can state anything. Throws `serving.remote_file` for other data, such as SVG or a page. */
function imageType(bytes: Buffer): string {
  const starts = (hex: string, at = 0) => bytes.subarray(at, at + hex.length / 2).toString('hex') === hex
  if (starts('89504e470d0a1a0a')) return 'image/png'
  if (starts('ffd8ff')) return 'image/jpeg'
  if (starts('474946383761') || starts('474946383961')) return 'image/gif'
  if (starts('52494646') && starts('57454250', 8)) return 'image/webp'
  throw refused('it is no PNG, JPEG, GIF or WebP image')
}

/** Makes the error. The detail names no part of the URL, because the answer with the error is not encrypted, and the prompt may have been. */
function refused(detail: string): RelayError {
  return new RelayError('serving.remote_file', detail)
}
