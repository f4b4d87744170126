import { attributeFlag, type SftpFields } from './sftpFields.ts'

/** The kind of a file. `other` is a device, a socket or a pipe. */
export type FileKind = 'file' | 'folder' | 'link' | 'other'

/**
 * A file's kind, size in bytes, permissions as in `chmod`, and time of change in Unix seconds; null if the machine
 * did not report it.
 */
export type FileFacts = { readonly kind: FileKind; readonly sizeBytes: number; readonly mode: number | null; readonly changedAt: number | null }

/** A file in a folder. */
export type FileEntry = FileFacts & { readonly name: string }

const [folderBits, fileBits, linkBits] = [0o04, 0o10, 0o12]
const kinds: Partial<Record<number, FileKind>> = { [folderBits]: 'folder', [fileBits]: 'file', [linkBits]: 'link' }

/** Parses an attribute block. Throws RangeError for an invalid one. */
export function readFacts(fields: SftpFields): FileFacts {
  const flags = fields.uint32()
  const has = (flag: number): boolean => (flags & flag) !== 0
  const sizeBytes = has(attributeFlag.size) ? fields.uint64() : 0
  if (has(attributeFlag.owner)) {
    // Skips the numeric ids of user and group.
    fields.uint32()
    fields.uint32()
  }
  const mode = has(attributeFlag.mode) ? fields.uint32() : null
  const times = has(attributeFlag.times) ? { accessed: fields.uint32(), changed: fields.uint32() } : null
  if (has(attributeFlag.extended)) for (let pairs = fields.uint32(); pairs > 0; pairs -= 1) fields.bytes() && fields.bytes()
  return {
    kind: mode === null ? 'other' : (kinds[mode >> 12] ?? 'other'),
    sizeBytes,
    mode: mode === null ? null : mode & 0o7777,
    changedAt: times?.changed ?? null,
  }
}

/**
 * Returns true for a valid file name in a folder. A hostile machine could send any name, and saving under it must not
 * leave the folder.
 */
export function isFileName(name: string): boolean {
  return name !== '' && name !== '.' && name !== '..' && !/[/\0]/.test(name)
}
