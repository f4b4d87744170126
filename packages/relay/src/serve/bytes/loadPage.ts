import { type IncomingMessage, request as httpRequest } from 'node:http'
import { request as httpsRequest } from 'node:https'
import type { LookupFunction } from 'node:net'
import type { FetchedPage } from '@infinitio/services'

const withinMs = 20_000
const [okStatus, partStatus] = [200, 206]
const mostAnswerHeadBytes = 16_384
/** The headers of every request. A client cannot add one, so that nobody can send a cookie or a password of the operator, or of somebody else. */
const headers = { accept: '*/*', 'accept-encoding': 'identity', 'user-agent': 'infinitio-fetch' }

type Loading = { readonly start: number; readonly room: number; readonly lookup: LookupFunction; readonly signal: AbortSignal }

/**
 * Loads a range of a page: at most `room` bytes from byte `start`. Throws nothing for an answer that cannot be used, or for a server that does not answer: the
 * page then has no bytes, and `fault` says why. Throws only if the signal aborts, because the client is gone.
 */
export async function loadPage(url: URL, loading: Loading): Promise<FetchedPage> {
  const page = { status: 0, type: '', start: loading.start, total: null, version: '', location: '', fault: '', bytes: new Uint8Array() }
  const signal = AbortSignal.any([loading.signal, AbortSignal.timeout(withinMs)])
  try {
    const answer = await ask(url, { ...loading, signal })
    try {
      return { ...page, ...(await readPage(answer, loading)) }
    } finally {
      answer.destroy()
    }
  } catch {
    loading.signal.throwIfAborted()
    return { ...page, fault: 'the server of the page did not answer' }
  }
}

function ask(url: URL, { start, room, lookup, signal }: Loading): Promise<IncomingMessage> {
  const send = url.protocol === 'https:' ? httpsRequest : httpRequest
  const range = `bytes=${start}-${start + room - 1}`
  return new Promise((resolve, reject) => {
    const options = { agent: false, signal, lookup, maxHeaderSize: mostAnswerHeadBytes, headers: { ...headers, range } }
    send(url, options, resolve).on('error', reject).end()
  })
}

async function readPage(answer: IncomingMessage, { start, room }: Loading): Promise<Partial<FetchedPage>> {
  const { statusCode: status = 0, headers: sent } = answer
  const facts = { status, type: sent['content-type'] ?? '', version: sent.etag ?? sent['last-modified'] ?? '' }
  if (status >= 300 && status < 400) return { ...facts, location: sent.location ?? '', fault: 'the page redirects' }
  if (status !== okStatus && status !== partStatus) return { ...facts, fault: `status ${status}` }
  if ((sent['content-encoding'] ?? 'identity') !== 'identity') return { ...facts, fault: 'the page is compressed' }
  const [, from, size] = /^bytes (\d{1,15})-\d{1,15}\/(\d{1,15})$/.exec(sent['content-range'] ?? '') ?? []
  const isPart = status === partStatus
  if (isPart ? Number(from) !== start : start > 0) return { ...facts, fault: 'the server sends no ranges' }
  const total = isPart ? Number(size) : lengthOf(sent['content-length'])
  const bytes = await readUpTo(answer, room)
  if (bytes === null) return { ...facts, fault: `the page has more than ${room} bytes, and its server sends no ranges` }
  return { ...facts, total: total ?? bytes.length, bytes }
}

/** Reads a body that has at most `room` bytes. Returns null for a longer one, and throws if it breaks off. */
async function readUpTo(answer: IncomingMessage, room: number): Promise<Uint8Array | null> {
  const parts: Uint8Array[] = []
  let count = 0
  for await (const part of answer as AsyncIterable<Uint8Array>) {
    count += part.length
    if (count > room) return null
    parts.push(part)
  }
  if (!answer.complete) throw new Error('the answer broke off')
  return Buffer.concat(parts)
}

function lengthOf(text: string | undefined): number | null {
  return text !== undefined && /^\d{1,15}$/.test(text) ? Number(text) : null
}
