import { openSignerLine, type SignerLine, type SignerPlace } from './signerLine.ts'

/** Thrown when a key cannot be used now: its signer does not answer, refuses, or returned an invalid signature. */
export class SignerAwayError extends Error {
  override name = 'SignerAwayError'
}

const answersWithinMs = 5_000

type Waiting = { resolve: (answer: Record<string, unknown>) => void; reject: (error: Error) => void; timer: NodeJS.Timeout }

/** Sends requests to one signer over one connection. Each request has its own number, so the answers may come in any order. */
export class SignerRequests {
  readonly #place: SignerPlace
  readonly #waiting = new Map<number, Waiting>()
  #line: SignerLine | null = null
  #lastId = 0

  constructor(place: SignerPlace) {
    this.#place = place
  }

  ask(request: Record<string, unknown>): Promise<Record<string, unknown>> {
    this.#line ??= this.#open()
    this.#lastId += 1
    const id = this.#lastId
    const { promise, resolve, reject } = Promise.withResolvers<Record<string, unknown>>()
    const timer = setTimeout(() => this.#end(`it did not answer within ${answersWithinMs} ms`), answersWithinMs)
    this.#waiting.set(id, { resolve, reject, timer })
    this.#line.send(JSON.stringify({ id, ...request }))
    return promise
  }

  close(): void {
    this.#end('the line was closed')
  }

  /** Opens a connection. Messages of an earlier connection are ignored. */
  #open(): SignerLine {
    const isCurrent = (): boolean => this.#line === line
    const line = openSignerLine(this.#place, {
      onLine: (text) => {
        if (isCurrent()) this.#answer(text)
      },
      onEnd: (reason) => {
        if (isCurrent()) this.#end(reason)
      },
    })
    return line
  }

  #answer(text: string): void {
    const answer = parseObject(text)
    const waiting = typeof answer?.id === 'number' ? this.#waiting.get(answer.id) : undefined
    if (answer === null || waiting === undefined) {
      this.#end('it answered something that was not asked')
      return
    }
    this.#waiting.delete(answer.id as number)
    clearTimeout(waiting.timer)
    if (answer.error === undefined) waiting.resolve(answer)
    else waiting.reject(new SignerAwayError(`the signer refuses: ${String(answer.error).slice(0, 200)}`))
  }

  /**
   * Ends the connection to the signer. All waiting requests fail, because after an error nobody can tell which answer belongs to which request. The next
   * request opens a new connection.
   */
  #end(reason: string): void {
    this.#line?.end()
    this.#line = null
    for (const { reject, timer } of this.#waiting.values()) {
      clearTimeout(timer)
      reject(new SignerAwayError(`the signer is away: ${reason}`))
    }
    this.#waiting.clear()
  }
}

function parseObject(text: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : null
  } catch {
    return null
  }
}
