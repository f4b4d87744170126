/** Reads the fields of one answer in order. Throws RangeError beyond the end, because such an answer is not SFTP. */
export class SftpFields {
  readonly #view: DataView<ArrayBuffer>
  #at = 0

  constructor(body: Uint8Array<ArrayBuffer>) {
    this.#view = new DataView(body.buffer, body.byteOffset, body.byteLength)
  }

  get left(): number {
    return this.#view.byteLength - this.#at
  }

  byte(): number {
    return this.#view.getUint8(this.#take(1))
  }

  uint32(): number {
    return this.#view.getUint32(this.#take(4))
  }

  /** Reads a size. Throws for a value that a number cannot represent exactly. */
  uint64(): number {
    const value = this.#view.getBigUint64(this.#take(8))
    if (value > BigInt(Number.MAX_SAFE_INTEGER)) throw new RangeError('the number is too large')
    return Number(value)
  }

  /** Returns bytes without a copy: they use the packet's memory. */
  bytes(): Uint8Array<ArrayBuffer> {
    const length = this.uint32()
    return new Uint8Array(this.#view.buffer, this.#view.byteOffset + this.#take(length), length)
  }

  text(): string {
    return new TextDecoder().decode(this.bytes())
  }

  #take(length: number): number {
    const at = this.#at
    if (length > this.#view.byteLength - at) throw new RangeError('the answer ends too early')
    this.#at = at + length
    return at
  }
}

/** Packet types that a client of SFTP version 3 sends (draft-ietf-secsh-filexfer-02). */
export const requestType = {
  open: 3,
  close: 4,
  read: 5,
  write: 6,
  lstat: 7,
  fstat: 8,
  opendir: 11,
  readdir: 12,
  remove: 13,
  mkdir: 14,
  rmdir: 15,
  realpath: 16,
  stat: 17,
  rename: 18,
  readlink: 19,
  extended: 200,
} as const

/** Packet types that an SFTP server answers with. */
export const replyType = { version: 2, status: 101, handle: 102, data: 103, name: 104, attrs: 105 } as const

/** Status codes of an answer. */
export const status = { ok: 0, eof: 1, noSuchFile: 2, permissionDenied: 3 } as const

/** Flags for opening a file. */
export const openFlag = { read: 1, write: 2, create: 8, truncate: 16, exclusive: 32 } as const

/** Flags that show which fields an attribute block of SFTP contains. */
export const attributeFlag = { size: 1, owner: 2, mode: 4, times: 8, extended: 0x8000_0000 } as const

/** Maximum packet size in bytes: the documented limit of both SFTP servers that leases use, plus a margin. */
export const mostPacketBytes = 260 * 1024
