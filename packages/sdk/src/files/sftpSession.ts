import type { InfinitioError } from '../transport/InfinitioError.ts'
import { refusal } from '../transport/refusal.ts'
import { mostPacketBytes, replyType, SftpFields } from './sftpFields.ts'
import { type Field, sftpPacket, type SftpReply } from './sftpPacket.ts'

/** The connection that carries a session's packets. */
export type SftpLine = { send(bytes: Uint8Array<ArrayBuffer>): void; close(): void }

type Waiting = { resolve(reply: SftpReply): void; reject(error: InfinitioError): void }

/**
 * The client side of SFTP version 3: numbers its requests and matches the answers. Every request resolves or throws,
 * so that a partial transfer never looks complete. Does not trust the machine: an unrequested or invalid answer ends
 * the session.
 */
export class SftpSession {
  readonly #line: SftpLine
  readonly #waiting = new Map<number, Waiting>()
  readonly extensions = new Set<string>()
  readonly #opened: { promise: Promise<void>; resolve(): void; reject(error: InfinitioError): void } = Promise.withResolvers<void>()
  #rest = new Uint8Array(0)
  #lastId = 0
  #over: InfinitioError | null = null

  constructor(line: SftpLine) {
    this.#line = line
    // The caller that opens the session also awaits this promise and gets its error, so here the error must not count as unhandled.
    this.#opened.promise.catch(() => {})
  }

  /** Resolves when the server has sent its version. */
  get opened(): Promise<void> {
    return this.#opened.promise
  }

  get isOver(): boolean {
    return this.#over !== null
  }

  /** Sends a request. Rejects with the error that ended the session. */
  request(type: number, ...fields: readonly Field[]): Promise<SftpReply> {
    if (this.#over !== null) return Promise.reject(this.#over)
    this.#lastId = (this.#lastId + 1) % 0xffff_ffff
    const id = this.#lastId
    const reply = new Promise<SftpReply>((resolve, reject) => this.#waiting.set(id, { resolve, reject }))
    this.#line.send(sftpPacket(type, id, fields))
    return reply
  }

  /**
   * Receives bytes from the connection and processes each complete answer. Stores an incomplete answer until its rest
   * arrives.
   */
  took(bytes: Uint8Array<ArrayBuffer>): void {
    if (this.#over !== null) return
    let all = bytes
    if (this.#rest.byteLength > 0) {
      all = new Uint8Array(this.#rest.byteLength + bytes.byteLength)
      all.set(this.#rest)
      all.set(bytes, this.#rest.byteLength)
    }
    let at = 0
    try {
      while (all.byteLength - at >= 4) {
        const length = new DataView(all.buffer, all.byteOffset + at).getUint32(0)
        if (length < 1 || length > mostPacketBytes) throw new RangeError(`an answer of ${length} bytes`)
        if (all.byteLength - at - 4 < length) break
        this.#act(all.subarray(at + 4, at + 4 + length))
        at += 4 + length
      }
    } catch (error) {
      this.end(refusal('lease.transfer_broken', { detail: String(error) }))
      this.#line.close()
      return
    }
    this.#rest = all.slice(at)
  }

  /** Ends the session and rejects every pending request with the error. */
  end(error: InfinitioError): void {
    this.#over ??= error
    this.#opened.reject(this.#over)
    const waiting = [...this.#waiting.values()]
    this.#waiting.clear()
    for (const { reject } of waiting) reject(this.#over)
  }

  close(): void {
    this.end(refusal('lease.transfer_broken', { detail: 'closed here' }))
    this.#line.close()
  }

  #act(packet: Uint8Array<ArrayBuffer>): void {
    const fields = new SftpFields(packet)
    const type = fields.byte()
    if (type === replyType.version) {
      fields.uint32()
      while (fields.left > 0) {
        this.extensions.add(fields.text())
        fields.bytes()
      }
      this.#opened.resolve()
      return
    }
    const id = fields.uint32()
    const waiting = this.#waiting.get(id)
    if (waiting === undefined) throw new RangeError('an answer that nobody asked for')
    this.#waiting.delete(id)
    waiting.resolve({ type, fields })
  }
}
