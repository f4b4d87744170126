import { canonicalJson } from '../hashing/canonicalJson.ts'
import { type Hex32, isHex32 } from '../hashing/hex32.ts'
import { sha256Hex } from '../hashing/sha256.ts'
import { artefactLimits } from './artefactLimits.ts'

/** The bytes of a piece of a large file, and the largest number of pieces of one file. */
export type PieceLimits = { readonly pieceBytes: number; readonly mostPieces: number }

/**
 * The limits of this market: up to 64 pieces of 16 MiB, so a file has up to 1 GiB. Each piece is an artefact. A machine that fetches a file needs the memory of
 * one piece. Tests use smaller pieces.
 */
export const pieceLimits: PieceLimits = { pieceBytes: artefactLimits.bytes, mostPieces: 64 }

/** The most bytes of the text of a manifest. A text with 64 hashes has less than 5 KiB. */
export const mostManifestBytes = 8_192

/**
 * The manifest of a large file: its length, and the SHA-256 of each piece in the order of the file. Every piece has `pieceBytes` bytes, only the last one may
 * have fewer. So a file has exactly one manifest. The SHA-256 of the manifest's text is the name of the file.
 */
export type FileManifest = { readonly bytes: number; readonly pieces: readonly Hex32[] }

/** Thrown for a manifest that no large file can have. The message says why. */
export class FileManifestError extends Error {
  override readonly name = 'FileManifestError'
}

const version = 1
const keys = 'bytes,largeFile,pieces'

/**
 * Returns the name of a large file, which is the SHA-256 of its manifest, and the text of the manifest. Throws FileManifestError for a manifest that
 * `readFileManifest` would refuse, for example because two pieces are equal.
 */
export function describeFile(
  { bytes, pieces }: FileManifest,
  limits: PieceLimits = pieceLimits,
): { readonly sha256: Hex32; readonly bytes: number; readonly text: string } {
  const text = canonicalJson({ largeFile: version, bytes, pieces })
  readFileManifest(text, limits)
  return { sha256: sha256Hex(new TextEncoder().encode(text)), bytes, text }
}

/**
 * Reads the text of a manifest. Throws FileManifestError if the text is not canonical, or has another key or version, a length that needs no pieces or exceeds
 * the limits, another number of pieces than the length needs, a piece that is not a hash, or the same piece twice.
 */
export function readFileManifest(text: string, limits: PieceLimits = pieceLimits): FileManifest {
  if (text.length > mostManifestBytes) throw refuse(`A manifest has at most ${mostManifestBytes} bytes.`)
  const value = parsed(text)
  if (typeof value !== 'object' || value === null || Object.keys(value).toSorted().join() !== keys) throw refuse(`A manifest has the keys ${keys}.`)
  const { bytes, largeFile, pieces } = value as Record<string, unknown>
  if (largeFile !== version) throw refuse(`This program reads manifests of version ${version} only.`)
  if (typeof bytes !== 'number' || !Number.isSafeInteger(bytes)) throw refuse('The length of the file is a whole number.')
  if (bytes <= limits.pieceBytes) throw refuse(`A file of up to ${limits.pieceBytes} bytes has no manifest.`)
  if (bytes > mostBytesOf(limits)) throw refuse(`The file has ${bytes} bytes, and at most ${mostBytesOf(limits)} are allowed.`)
  if (!Array.isArray(pieces) || !pieces.every(isHash)) throw refuse('Each piece is the SHA-256 of its bytes: 0x and 64 lower-case hex digits.')
  const needed = Math.ceil(bytes / limits.pieceBytes)
  if (pieces.length !== needed) throw refuse(`The manifest has ${pieces.length} pieces, and a file of ${bytes} bytes has ${needed}.`)
  if (new Set(pieces).size !== pieces.length) throw refuse('Two pieces of the file are equal. Compress the file.')
  if (canonicalJson({ largeFile, bytes, pieces }) !== text) throw refuse('The manifest is not canonical JSON.')
  return { bytes, pieces }
}

/** Returns the manifest that these bytes are, or null for any other bytes. Reads no bytes that are longer than a manifest. */
export function findFileManifest(bytes: Uint8Array, limits: PieceLimits = pieceLimits): FileManifest | null {
  if (bytes.length > mostManifestBytes) return null
  try {
    return readFileManifest(new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes), limits)
  } catch {
    return null
  }
}

/** Returns the first byte of a piece in the file, and the byte after its last one. `place` counts from 0. */
export function pieceRange(
  { bytes }: Pick<FileManifest, 'bytes'>,
  place: number,
  { pieceBytes }: PieceLimits = pieceLimits,
): { from: number; to: number } {
  return { from: place * pieceBytes, to: Math.min(bytes, (place + 1) * pieceBytes) }
}

/**
 * Returns the name of a file in memory, under which tasks and the store know it: the SHA-256 of its bytes, or that of its manifest if the file is larger than a
 * piece. Throws FileManifestError for a file that is too large, or that has the same piece twice.
 */
export function nameOfFile(content: Uint8Array, limits: PieceLimits = pieceLimits): { readonly sha256: Hex32; readonly bytes: number } {
  const bytes = content.length
  if (bytes <= limits.pieceBytes) return { sha256: sha256Hex(content), bytes }
  if (bytes > mostBytesOf(limits)) throw refuse(`The file has ${bytes} bytes, and at most ${mostBytesOf(limits)} are allowed.`)
  const pieces: Hex32[] = []
  for (let from = 0; from < bytes; from += limits.pieceBytes) pieces.push(sha256Hex(content.subarray(from, from + limits.pieceBytes)))
  const { sha256 } = describeFile({ bytes, pieces }, limits)
  return { sha256, bytes }
}

/** Returns the most bytes of one file. */
export function mostBytesOf({ pieceBytes, mostPieces }: PieceLimits): number {
  return pieceBytes * mostPieces
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw refuse('The manifest is not JSON.')
  }
}

function isHash(value: unknown): value is Hex32 {
  return typeof value === 'string' && isHex32(value)
}

function refuse(message: string): FileManifestError {
  return new FileManifestError(message)
}
