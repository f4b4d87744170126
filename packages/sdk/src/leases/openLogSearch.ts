import { isErrorCode } from '@infinitio/domain'
import type { LogHitsWire, LogPartWire, LogQuestionWire, LogSearchWire } from '@infinitio/domain/wire'
import type { Transport } from '../transport/createTransport.ts'
import type { InfinitioError } from '../transport/InfinitioError.ts'
import { refusal } from '../transport/refusal.ts'
import { createTerminalToken } from '../generated/calls.ts'

/**
 * Searches the whole log of a lease. Each call throws `api.rate_limited`, `node.tunnel_down`, or the error that ended
 * the connection; then open it again.
 */
export type LogSearch = {
  readonly isOver: boolean
  /** Returns up to 200 matches of a plain text, after the first `skip` matches. */
  search(what: LogSearchWire): Promise<LogHitsWire>
  /** Returns the text before and after a position in the log. */
  part(where: { offset: number }): Promise<LogPartWire>
  close(): void
}

type Message = { readonly type: string; readonly id?: number; readonly code?: string; readonly hits?: LogHitsWire; readonly part?: LogPartWire }
type Answer = { resolve(message: Message): void; reject(error: InfinitioError): void }

const pingEveryMs = 15_000

/**
 * Opens a search of a lease's whole log, for the lease's holder. The machine searches the log, and runs one search after the other. Close it after use. Throws
 * `lease.unknown`, `lease.not_holder`, `lease.over`, `lease.not_ready`, `node.tunnel_down`.
 */
export async function openLogSearch(transport: Transport, { leaseId }: { leaseId: string }): Promise<LogSearch> {
  const { token, url } = await createTerminalToken(transport, { leaseId, kind: 'logs' })
  const socket = new WebSocket(`${url}/search`)
  const waiting = new Map<number, Answer>()
  const opened = Promise.withResolvers<void>()
  let over: InfinitioError | null = null
  let lastId = 0
  let last: Promise<unknown> = opened.promise
  const watch = setInterval(() => socket.readyState === WebSocket.OPEN && socket.send(JSON.stringify({ type: 'ping' })), pingEveryMs)
  function end(code: string): void {
    clearInterval(watch)
    over ??= refusal(isErrorCode(code) ? code : 'api.internal', { detail: 'the gateway' })
    opened.reject(over)
    for (const { reject } of waiting.values()) reject(over)
    waiting.clear()
  }
  socket.addEventListener('open', () => socket.send(JSON.stringify({ type: 'open', token })))
  socket.addEventListener('message', ({ data }) => {
    const message = JSON.parse(String(data)) as Message
    if (message.type === 'opened') opened.resolve()
    if (message.type === 'error') end(message.code ?? '')
    const answer = waiting.get(message.id ?? -1)
    waiting.delete(message.id ?? -1)
    if (message.type === 'refused')
      answer?.reject(refusal(isErrorCode(message.code ?? '') ? (message.code as 'api.internal') : 'api.internal', { detail: 'the gateway' }))
    else answer?.resolve(message)
  })
  for (const event of ['close', 'error'] as const) socket.addEventListener(event, () => end('node.tunnel_down'))
  async function ask(question: (id: number) => LogQuestionWire): Promise<Message> {
    // Waits for the previous search, because the machine rejects parallel searches of one log. If the previous search failed, its own caller gets the error, so
    // it is ignored here.
    await last.catch(() => {})
    if (over !== null) throw over
    lastId += 1
    const id = lastId
    const answered = new Promise<Message>((resolve, reject) => waiting.set(id, { resolve, reject }))
    socket.send(JSON.stringify(question(id)))
    return answered
  }
  function inTurn(question: (id: number) => LogQuestionWire): Promise<Message> {
    const answered = ask(question)
    last = answered
    return answered
  }
  await opened.promise
  return {
    get isOver() {
      return over !== null
    },
    search: async (what) => (await inTurn((id) => ({ type: 'search', id, search: what }))).hits as LogHitsWire,
    part: async ({ offset }) => (await inTurn((id) => ({ type: 'part', id, offset }))).part as LogPartWire,
    close: () => socket.close(1_000),
  }
}
