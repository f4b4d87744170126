import { isErrorCode } from '@infinitio/domain'
import type { AgentLineWire } from '@infinitio/domain/wire'

const mostLines = 200
const mostCharacters = 200
const levels = ['info', 'warn', 'error', 'fatal'] as const

/**
 * The newest 200 lines of this process's log, for the page that shows the machine to its owner. Each line has only the time, the level, the sentence, the code
 * of an error and the id of a lease. The other fields stay on the machine, because an error's text may contain an image, an address or a path of a renter.
 */
export class AgentLog {
  #lines: AgentLineWire[] = []
  #count = 0

  /** Stores a line of text in the log if it has the form that `createLogger` writes. Ignores other text. */
  note(text: string): void {
    const fields = fieldsOf(text)
    const level = levels.find((one) => one === fields?.level)
    if (fields === null || level === undefined || typeof fields.msg !== 'string' || fields.msg === '') return
    this.#count += 1
    const at = Math.floor(Date.parse(String(fields.time)) / 1_000)
    const line = { n: this.#count, at: Number.isNaN(at) ? Math.floor(Date.now() / 1_000) : at, level, text: plainText(whatOf(fields) + fields.msg) }
    this.#lines = [...this.#lines.slice(1 - mostLines), { ...line, code: codeOf(fields), leaseId: leaseOf(fields) }]
  }

  /** Returns up to `most` lines after line `n`, oldest first. */
  after(n: number, most: number): AgentLineWire[] {
    return this.#lines.filter((line) => line.n > n).slice(0, most)
  }
}

function fieldsOf(text: string): Record<string, unknown> | null {
  try {
    const fields: unknown = JSON.parse(text)
    return typeof fields === 'object' && fields !== null ? (fields as Record<string, unknown>) : null
  } catch {
    return null
  }
}

/**
 * Returns the beginning of a log message up to the first colon, cut to a maximum length and without control characters, which the market refuses. Messages of
 * the agent put texts from other programs after a colon, and these could be private.
 */
function plainText(msg: string): string {
  const [sentence = ''] = msg.split(': ')
  return [...sentence.replaceAll(/[\p{Cc}\u2028\u2029]/gu, ' ')].slice(0, mostCharacters).join('')
}

/**
 * Returns the log field `what` if it consists of a few plain words in lower case. The field names the part of the agent that a log line is about. Any other
 * text could be private, so it stays on the machine.
 */
function whatOf({ what }: Record<string, unknown>): string {
  return typeof what === 'string' && /^[a-z ]{2,40}$/.test(what) ? `${what} ` : ''
}

/** Returns a code of the error table or of the operating system, such as ECONNREFUSED. Null if there is neither. */
function codeOf({ code, err }: Record<string, unknown>): string | null {
  const known = [code, (err as { code?: unknown } | undefined)?.code]
  return known.find((one): one is string => typeof one === 'string' && (isErrorCode(one) || /^E[A-Z0-9_]{2,30}$/.test(one))) ?? null
}

function leaseOf({ leaseId }: Record<string, unknown>): string | null {
  return typeof leaseId === 'string' && /^[1-9][0-9]{0,19}$/.test(leaseId) ? leaseId : null
}
