import type { ClientHttp2Stream } from 'node:http2'
import { type ErrorCode, errorTable, isErrorCode } from '@infinitio/domain'
import { logHitsWire, logPartWire, type LogQuestionWire, logQuestionWire } from '@infinitio/domain/wire'
import { cutStream } from '@infinitio/process'
import { ByteBudget } from './byteBudget.ts'
import { type AdmittedPage, keepPage } from './keepPage.ts'
import { refusePage } from './refusePage.ts'
import { readMessage } from './terminalMessages.ts'

/** The largest answer of a machine to a search of a log, in bytes. A larger one is invalid. */
const mostAnswerBytes = 1024 * 1024
const answerWithinMs = 10_000
/**
 * The limit of searches that one page may start in a lease's log: 30 at once and 5 per second, as fast as a person can step through matches. It has the type of
 * a limit of bytes (`ByteRule`), but counts searches.
 */
const questions = { burstBytes: 30, bytesPerSecond: 5 }

type Asked = Exclude<LogQuestionWire, { type: 'ping' }>

/**
 * Answers the questions (searches) of an admitted page about the log of its lease. The machine searches, and the gateway checks each answer before it sends the
 * answer to the page. If a question comes while another is open, or if too many come, rejects it with its `id`.
 */
export function joinLogSearch(admitted: AdmittedPage): void {
  const { page, lease, rooms } = admitted
  const bytes = { bytesIn: 0, bytesOut: 0 }
  const budget = new ByteBudget(questions, Date.now())
  let open: ClientHttp2Stream | null = null
  const say = (message: object): void => {
    const text = JSON.stringify(message)
    bytes.bytesOut += text.length
    if (page.readyState === page.OPEN) page.send(text)
  }
  const leave = () => {
    if (open !== null) cutStream(open)
  }
  if (!keepPage(admitted, { kind: 'logs', bytes, end: (reason) => refusePage(page, reason), leave })) return
  page.on('message', (data, isBinary) => {
    bytes.bytesIn += (data as Buffer).length
    const asked = isBinary ? null : readMessage(logQuestionWire, data.toString())
    if (asked === null) return refusePage(page, 'api.malformed_body')
    if (!budget.take(1, Date.now())) return asked.type === 'ping' ? undefined : say(refused(asked, 'api.rate_limited'))
    if (asked.type === 'ping') return say({ type: 'pong' })
    if (open !== null) return say(refused(asked, 'api.rate_limited'))
    open = rooms.tunnels.open(lease.nodeId, { ':path': pathOf(lease.leaseId, asked), 'x-search': questionOf(asked) })
    if (open === null) return say(refused(asked, 'node.tunnel_down'))
    void answerOf(open, asked).then((answer) => {
      open = null
      say(answer)
    })
  })
  page.send(JSON.stringify({ type: 'opened', place: null }))
}

function pathOf(leaseId: string, { type }: Asked): string {
  return `/leases/${leaseId}/logs/${type}`
}

function questionOf(asked: Asked): string {
  return Buffer.from(JSON.stringify(asked.type === 'search' ? asked.search : asked.offset)).toString('base64url')
}

/** Returns the machine's answer if it is valid. An answer that was cut off is invalid, because its JSON is incomplete. */
async function answerOf(stream: ClientHttp2Stream, asked: Asked): Promise<object> {
  const { code, text } = await readAnswer(stream)
  if (code !== null) return refused(asked, code)
  if (asked.type === 'search') {
    const hits = readMessage(logHitsWire, text)
    return hits === null ? refused(asked, 'node.tunnel_down') : { type: 'hits', id: asked.id, hits }
  }
  const part = readMessage(logPartWire, text)
  return part === null ? refused(asked, 'node.tunnel_down') : { type: 'part', id: asked.id, part }
}

function readAnswer(stream: ClientHttp2Stream): Promise<{ code: ErrorCode | null; text: string }> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = []
    let bytes = 0
    let code: ErrorCode | null = 'node.tunnel_down'
    const timer = setTimeout(() => cutStream(stream), answerWithinMs)
    stream.on('error', () => {})
    stream.end()
    stream.once('response', (headers) => {
      const said = String(headers['x-code'] ?? '')
      code = headers[':status'] === 200 ? null : isErrorCode(said) ? said : 'node.tunnel_down'
    })
    stream.on('data', (chunk: Buffer) => {
      bytes += chunk.length
      if (bytes <= mostAnswerBytes) chunks.push(chunk)
      else cutStream(stream)
    })
    stream.once('close', () => {
      clearTimeout(timer)
      resolve({ code, text: Buffer.concat(chunks).toString() })
    })
  })
}

function refused({ id }: Asked, code: ErrorCode): object {
  return { type: 'refused', id, code, sentence: errorTable[code].sentence }
}
