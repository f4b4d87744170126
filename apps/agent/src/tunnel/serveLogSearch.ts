import { open } from 'node:fs/promises'
import type { ServerHttp2Stream } from 'node:http2'
import type { ErrorCode } from '@infinitio/domain'
import { logSearchWire } from '@infinitio/domain/wire'
import { readLogPart } from '../logs/readLogPart.ts'
import { searchLog } from '../logs/searchLog.ts'
import { answerStream } from '@infinitio/tunnel'

/** Maximum matches in an answer. */
const mostHits = 200
/** Maximum time of one search, in ms. */
const withinMs = 2_000

/**
 * The ids of the leases for which a request is running. Each lease may have only one at a time, so that it cannot take the machine's processor time from other
 * leases.
 */
const busy = new Set<string>()

/**
 * Answers a request about a lease's log with one JSON object: `/logs/search` with up to 200 places at which a plain text occurs, `/logs/part` with the lines
 * around an offset. The search runs on this machine and stops after 2 s. Refuses a malformed request with `api.malformed_body`, and any request with
 * `api.rate_limited` while another one of this lease runs. Rejects when the log cannot be read.
 */
export async function serveLogSearch({
  stream,
  leaseId,
  logFile,
  what,
  question,
  refuse,
}: {
  stream: ServerHttp2Stream
  leaseId: string
  logFile: string
  what: 'logs/search' | 'logs/part'
  /** The request, as base64url of JSON. */
  question: string
  refuse: (status: number, code: ErrorCode) => void
}): Promise<void> {
  stream.resume()
  const asked = decoded(question)
  const search = what === 'logs/search' ? logSearchWire.safeParse(asked).data : undefined
  const offset = what === 'logs/part' && typeof asked === 'number' && Number.isSafeInteger(asked) && asked >= 0 ? asked : undefined
  if (search === undefined && offset === undefined) return refuse(400, 'api.malformed_body')
  if (busy.has(leaseId)) return refuse(429, 'api.rate_limited')
  busy.add(leaseId)
  try {
    const file = await open(logFile, 'r')
    try {
      const answer =
        search === undefined
          ? await readLogPart(file, { offset: offset ?? 0 })
          : await searchLog(file, { ...search, most: mostHits, withinMs, nowMs: () => performance.now() })
      if (answerStream(stream, { ':status': 200 }, {})) stream.end(JSON.stringify(answer))
    } finally {
      await file.close()
    }
  } finally {
    busy.delete(leaseId)
  }
}

function decoded(question: string): unknown {
  try {
    return JSON.parse(Buffer.from(question.slice(0, 4_096), 'base64url').toString())
  } catch {
    return null
  }
}
