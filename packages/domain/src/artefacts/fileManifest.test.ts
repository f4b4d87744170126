import { describe, expect, test } from 'vitest'
import { sha256Hex } from '../hashing/sha256.ts'
import {
  describeFile,
  type FileManifest,
  FileManifestError,
  findFileManifest,
  mostBytesOf,
  mostManifestBytes,
  nameOfFile,
  pieceLimits,
  pieceRange,
  readFileManifest,
} from './fileManifest.ts'

const limits = { pieceBytes: 1_000, mostPieces: 4 }
const one = `0x${'1'.repeat(64)}` as const
const two = `0x${'2'.repeat(64)}` as const
const three = `0x${'3'.repeat(64)}` as const
const good: FileManifest = { bytes: 2_001, pieces: [one, two, three] }
const utf8 = (text: string) => new TextEncoder().encode(text)

describe('the manifest of a large file', () => {
  test('has this text and this hash', () => {
    const { sha256, text, bytes } = describeFile(good, limits)
    expect(text).toBe(`{"bytes":2001,"largeFile":1,"pieces":["${one}","${two}","${three}"]}`)
    // Calculated by another program from the text above.
    expect(sha256).toBe('0x307bd575b9d2ea942a5d17d9edf346bad9c2efd3863c2fa9386fb0a00e3a0f43')
    expect(bytes).toBe(2_001)
    expect(readFileManifest(text, limits)).toEqual(good)
  })

  test('has, for a file in memory, the hashes of its pieces', () => {
    const content = Uint8Array.from({ length: 2_500 }, (_, at) => at % 251)
    const pieces = [0, 1_000, 2_000].map((from) => sha256Hex(content.subarray(from, from + 1_000)))
    const { sha256 } = describeFile({ bytes: 2_500, pieces }, limits)
    expect(nameOfFile(content, limits)).toEqual({ sha256, bytes: 2_500 })
    // Calculated by another program from the same bytes.
    expect(sha256).toBe('0x7326a331b5122cb7cef4b40055f3aee456dede82e5cd08bbd32368598cd0523c')
    expect(nameOfFile(content.subarray(0, 1_000), limits)).toEqual({ sha256: sha256Hex(content.subarray(0, 1_000)), bytes: 1_000 })
  })

  test('gives each piece its range, and the last one the rest', () => {
    expect([0, 1, 2].map((place) => pieceRange(good, place, limits))).toEqual([
      { from: 0, to: 1_000 },
      { from: 1_000, to: 2_000 },
      { from: 2_000, to: 2_001 },
    ])
  })

  test('has less than 8 KiB for the largest file of 1 GiB, which has 64 pieces', () => {
    expect(mostBytesOf(pieceLimits)).toBe(2 ** 30)
    const pieces = Array.from({ length: 64 }, (_, at) => sha256Hex(Uint8Array.of(at)))
    expect(describeFile({ bytes: 2 ** 30, pieces }).text.length).toBeLessThan(mostManifestBytes)
    expect(readFileManifest(describeFile({ bytes: 2 ** 30, pieces }).text)).toEqual({ bytes: 2 ** 30, pieces })
  })

  test.each([
    ['a piece too few', { bytes: 2_001, pieces: [one, two] }, '2 pieces, and a file of 2001 bytes has 3'],
    ['a piece too many', { bytes: 2_000, pieces: [one, two, three] }, '3 pieces, and a file of 2000 bytes has 2'],
    ['the same piece twice', { bytes: 2_001, pieces: [one, two, one] }, 'Two pieces of the file are equal'],
    ['no piece', { bytes: 2_001, pieces: [] }, '0 pieces'],
    ['more bytes than allowed', { bytes: 4_001, pieces: [one, two, three, `0x${'4'.repeat(64)}`, `0x${'5'.repeat(64)}`] }, 'at most 4000'],
    ['a length that needs no pieces', { bytes: 1_000, pieces: [one] }, 'has no manifest'],
    ['a negative length', { bytes: -1, pieces: [one] }, 'has no manifest'],
    ['a length that is a fraction', { bytes: 2_000.5, pieces: [one, two, three] }, 'whole number'],
    ['a length that is a text', { bytes: '2001', pieces: [one, two, three] }, 'whole number'],
    ['another manifest as a piece', { bytes: 2_001, pieces: [one, two, { bytes: 1, pieces: [one] }] }, 'SHA-256 of its bytes'],
    ['a hash in capitals', { bytes: 2_001, pieces: [one, two, `0x${'AB'.repeat(32)}`] }, 'SHA-256 of its bytes'],
    ['pieces that are no list', { bytes: 2_001, pieces: one }, 'SHA-256 of its bytes'],
    ['another version', { bytes: 2_001, largeFile: 2, pieces: [one, two, three] }, 'version 1 only'],
    ['another key', { bytes: 2_001, pieces: [one, two, three], more: 1 }, 'has the keys bytes,largeFile,pieces'],
  ])('is refused with %s', (_, change, message) => {
    const text = JSON.stringify(Object.fromEntries(Object.entries({ largeFile: 1, ...change }).toSorted(([a], [b]) => (a < b ? -1 : 1))))
    expect(() => readFileManifest(text, limits)).toThrow(FileManifestError)
    expect(() => readFileManifest(text, limits)).toThrow(message)
    expect(findFileManifest(utf8(text), limits)).toBeNull()
  })

  test.each([
    ['white space', (text: string) => ` ${text}`],
    ['keys in another sequence', (text: string) => text.replace('"bytes":2001,"largeFile":1', '"largeFile":1,"bytes":2001')],
    ['a number in another form', (text: string) => text.replace('2001', '2001.0')],
    ['a key twice', (text: string) => text.replace('{', '{"bytes":5000,')],
    ['text behind it', (text: string) => `${text}x`],
  ])('is refused with %s, so that a file has one name only', (_, change) => {
    expect(() => readFileManifest(change(describeFile(good, limits).text), limits)).toThrow(FileManifestError)
  })

  test('is refused if it is too long, before it is parsed', () => {
    expect(() => readFileManifest('['.repeat(mostManifestBytes + 1), limits)).toThrow('at most 8192 bytes')
    expect(findFileManifest(new Uint8Array(mostManifestBytes + 1), limits)).toBeNull()
  })

  test('is never found in other files', () => {
    for (const text of ['', '{}', 'null', '[]', '{"bytes":2001}']) expect(findFileManifest(utf8(text), limits)).toBeNull()
    expect(findFileManifest(Uint8Array.of(0xff, 0xfe), limits)).toBeNull()
    expect(findFileManifest(utf8(describeFile(good, limits).text), limits)).toEqual(good)
  })
})

test('a file in memory is refused if it is too large, or repeats a piece', () => {
  expect(() => nameOfFile(new Uint8Array(4_001), limits)).toThrow('at most 4000')
  expect(() => nameOfFile(new Uint8Array(2_000), limits)).toThrow('Compress the file')
})
