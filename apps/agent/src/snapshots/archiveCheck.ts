import { refusal } from '@infinitio/sdk'

const blockBytes = 512
const mostNameBytes = 65_536
const mostLinks = 2_000_000
const privileged = 0o6000

/**
 * Checks an archive (tar, GNU format) of unknown origin before any of it is unpacked. Throws `snapshot.archive_refused` at the first entry that is not a file,
 * folder, pipe or link inside the disk. So it rejects a path that leads out of the disk or through a link, a device, and the rights of another user. `tar`
 * itself runs as the lease's user, which is the second protection.
 */
export class ArchiveCheck {
  #head = Buffer.alloc(0)
  /** How many bytes of the current entry's content, with its padding, have not arrived yet. */
  #skip = 0
  /**
   * A name or link target that is too long for the header of its entry. The archive has it in a separate entry before that entry. `text` has the bytes of it
   * that have been read so far.
   */
  #long: { kind: 'L' | 'K'; bytes: number; text: Buffer[] } | null = null
  #longName: string | null = null
  #longLink: string | null = null
  readonly #links = new Set<string>()
  #ended = false

  /** Checks the next bytes. Throws `snapshot.archive_refused`. */
  push(bytes: Uint8Array): void {
    let rest = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
    while (rest.length > 0) {
      if (this.#skip > 0) {
        const taken = rest.subarray(0, this.#skip)
        if (this.#long !== null) this.#long.text.push(Buffer.from(taken))
        this.#skip -= taken.length
        rest = rest.subarray(taken.length)
        if (this.#skip === 0) this.#endLong()
        continue
      }
      const missing = blockBytes - this.#head.length
      this.#head = Buffer.concat([this.#head, rest.subarray(0, missing)])
      rest = rest.subarray(missing)
      if (this.#head.length < blockBytes) return
      const head = this.#head
      this.#head = Buffer.alloc(0)
      this.#look(head)
    }
  }

  /** Ends the check. Throws `snapshot.archive_refused` when the archive is incomplete. */
  end(): void {
    if (!this.#ended) refuse('no end')
  }

  #look(head: Buffer): void {
    if (head.every((byte) => byte === 0)) {
      this.#ended = true
      return
    }
    if (this.#ended) refuse('something after the end')
    if (checksumOf(head) !== octal(head, 148, 8)) refuse('not an archive')
    const type = String.fromCharCode(head[156] ?? 0)
    const size = sizeOf(head)
    this.#skip = Math.ceil(size / blockBytes) * blockBytes
    if (type === 'L' || type === 'K') {
      if (size === 0 || size > mostNameBytes) refuse('a name of that length')
      this.#long = { kind: type, bytes: size, text: [] }
      return
    }
    const name = this.#longName ?? textOf(head, 0, 100)
    const link = this.#longLink ?? textOf(head, 157, 100)
    this.#longName = null
    this.#longLink = null
    this.#judge({ type, name, link, mode: octal(head, 100, 8), size })
  }

  #judge({ type, name, link, mode, size }: { type: string; name: string; link: string; mode: number; size: number }): void {
    const path = partsOf(name)
    this.#judgeWay(path)
    if ((mode & privileged) !== 0) refuse("another user's rights")
    switch (type) {
      case '0':
      case '\0':
        return
      case '5':
      case '6':
        if (size !== 0) refuse('a folder with content')
        return
      case '2':
        if (size !== 0 || path.length === 0) refuse('a link with content')
        if (this.#links.size >= mostLinks) refuse('too many links')
        this.#links.add(path.join('/'))
        return
      case '1':
        if (size !== 0) refuse('a link with content')
        this.#judgeWay(partsOf(link))
        return
      default:
        refuse('a device, or what is not known')
    }
  }

  /** Throws if a folder in the path is a link that was made by this archive. */
  #judgeWay(path: readonly string[]): void {
    for (let length = 1; length < path.length; length += 1) if (this.#links.has(path.slice(0, length).join('/'))) refuse('a path through a link')
  }

  #endLong(): void {
    if (this.#long === null) return
    const text = Buffer.concat(this.#long.text).subarray(0, this.#long.bytes).toString('latin1').replace(/\0+$/, '')
    if (this.#long.kind === 'L') this.#longName = text
    else this.#longLink = text
    this.#long = null
  }
}

/** Splits a path inside the disk into its parts. Throws for an absolute, empty or upward path. */
function partsOf(name: string): string[] {
  const parts = name.split('/').filter((part) => part !== '' && part !== '.')
  if (name === '' || name.startsWith('/') || name.includes('\0') || parts.includes('..')) refuse('a path that leads out')
  return parts
}

function textOf(head: Buffer, start: number, length: number): string {
  const field = head.subarray(start, start + length)
  const end = field.indexOf(0)
  return field.subarray(0, end === -1 ? length : end).toString('latin1')
}

function octal(head: Buffer, start: number, length: number): number {
  const text = textOf(head, start, length).trim()
  if (!/^[0-7]{1,12}$/.test(text)) refuse('a number that is none')
  return Number.parseInt(text, 8)
}

/** Reads the size of an entry from its header. A size of 8 GiB or more is stored as a binary number instead of an octal one. */
function sizeOf(head: Buffer): number {
  const first = head[124] ?? 0
  const size = (first & 0x80) === 0 ? octal(head, 124, 12) : Number(head.readBigUInt64BE(128))
  if (!Number.isSafeInteger(size) || (first & 0x7f && (first & 0x80) !== 0)) refuse('a size that is none')
  return size
}

function checksumOf(head: Buffer): number {
  let sum = 0
  for (const [index, byte] of head.entries()) sum += index >= 148 && index < 156 ? 32 : byte
  return sum
}

function refuse(detail: string): never {
  throw refusal('snapshot.archive_refused', { detail })
}
