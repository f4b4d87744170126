const encoder = new TextEncoder()
const blockBytes = 512
/** The largest file size that the header of a tar entry can contain: eleven octal digits. */
const mostSizeBytes = 8 ** 11 - 1

/** An archive entry under `path`; `target` is a link's target. */
export type TarEntry = {
  readonly path: string
  readonly kind: 'file' | 'folder' | 'link'
  readonly sizeBytes: number
  readonly mode: number
  readonly changedAt: number
  readonly target?: string
}

/**
 * Returns the POSIX header (ustar) of an entry. If ustar cannot represent a value (a long or non-ASCII name, or a file of 8 GiB or more), a pax header comes
 * before it.
 */
export function tarHead(entry: TarEntry): Uint8Array<ArrayBuffer> {
  const path = entry.kind === 'folder' ? `${entry.path}/` : entry.path
  const records = [
    ...(isPlain(path) ? [] : [paxRecord('path', path)]),
    ...(entry.target === undefined || isPlain(entry.target) ? [] : [paxRecord('linkpath', entry.target)]),
    ...(entry.sizeBytes <= mostSizeBytes ? [] : [paxRecord('size', String(entry.sizeBytes))]),
  ]
  const head = ustarHead({ ...entry, path: isPlain(path) ? path : 'long-name', type: { file: '0', folder: '5', link: '2' }[entry.kind] })
  if (records.length === 0) return head
  const body = encoder.encode(records.join(''))
  const paxHead = ustarHead({ path: 'pax', sizeBytes: body.byteLength, mode: 0o644, changedAt: 0, type: 'x' })
  const whole = new Uint8Array(blockBytes + padded(body.byteLength) + blockBytes)
  whole.set(paxHead)
  whole.set(body, blockBytes)
  whole.set(head, whole.byteLength - blockBytes)
  return whole
}

/** Returns the zeros that pad a file of this size. */
export function tarPadding(sizeBytes: number): Uint8Array<ArrayBuffer> {
  return new Uint8Array(padded(sizeBytes) - sizeBytes)
}

/** Returns the end mark of an archive: two blocks of zeros. */
export function tarEnd(): Uint8Array<ArrayBuffer> {
  return new Uint8Array(2 * blockBytes)
}

function padded(bytes: number): number {
  return Math.ceil(bytes / blockBytes) * blockBytes
}

function isPlain(name: string): boolean {
  return name.length <= 100 && /^[\x20-\x7e]*$/.test(name)
}

/** Formats `length key=value`, where the length includes its own digits. */
function paxRecord(key: string, value: string): string {
  const rest = ` ${key}=${value}\n`
  const bytes = encoder.encode(rest).byteLength
  const digits = String(bytes + String(bytes).length).length
  return `${bytes + digits}${rest}`
}

function ustarHead({ path, sizeBytes, mode, changedAt, type, target = '' }: Omit<TarEntry, 'kind'> & { type: string }): Uint8Array<ArrayBuffer> {
  const head = new Uint8Array(blockBytes)
  const put = (at: number, text: string): void => head.set(encoder.encode(text), at)
  const octal = (value: number, digits: number): string => `${value.toString(8).padStart(digits, '0')}\0`
  put(0, path)
  put(100, octal(mode & 0o7777, 7))
  put(108, octal(0, 7))
  put(116, octal(0, 7))
  put(124, octal(sizeBytes <= mostSizeBytes ? sizeBytes : 0, 11))
  put(136, octal(changedAt, 11))
  put(148, ' '.repeat(8))
  put(156, type)
  put(157, isPlain(target) ? target : '')
  put(257, 'ustar\0' + '00')
  put(
    148,
    `${head
      .reduce((sum, byte) => sum + byte, 0)
      .toString(8)
      .padStart(6, '0')}\0 `,
  )
  return head
}
