import { randomBytes } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { openStream, sealStream } from './sealedStream.ts'

const chunk = 1_048_576
const sealedChunk = chunk + 16
const magic = 8
const key = { key: randomBytes(32), snapshotId: 'one' }

describe('an encrypted stream', () => {
  test.each([0, 1, chunk - 1, chunk, chunk + 1, 3 * chunk, 3 * chunk + 5])('decrypts a stream of %i bytes to its input', async (bytes) => {
    const plain = randomBytes(bytes)
    const sealed = await all(sealStream(pieces(plain, 70_001), key))
    expect(sealed.includes(plain.subarray(0, 64)) && bytes >= 64).toBe(false)
    expect((await opened(sealed)).equals(plain)).toBe(true)
  })

  const plain = randomBytes(3 * chunk + 5)
  const damaged: [string, (sealed: Buffer) => Buffer][] = [
    ['cut at the end of a chunk', (sealed) => sealed.subarray(0, magic + 2 * sealedChunk)],
    ['cut in a chunk', (sealed) => sealed.subarray(0, magic + sealedChunk + 100)],
    ['cut by one byte', (sealed) => sealed.subarray(0, -1)],
    ['cut in the first bytes', (sealed) => sealed.subarray(0, 5)],
    ['longer by one byte', (sealed) => Buffer.concat([sealed, Buffer.from([0])])],
    ['changed in one bit', (sealed) => flipped(sealed, magic + sealedChunk + 7)],
    ['changed in the last byte', (sealed) => flipped(sealed, sealed.length - 1)],
    ['of another kind', (sealed) => flipped(sealed, 7)],
    [
      'with two chunks in each other’s place',
      (sealed) => Buffer.concat([sealed.subarray(0, magic), chunkOf(sealed, 1), chunkOf(sealed, 0), sealed.subarray(magic + 2 * sealedChunk)]),
    ],
    ['with a chunk twice', (sealed) => Buffer.concat([sealed.subarray(0, magic + sealedChunk), sealed.subarray(magic)])],
    ['without its first chunk', (sealed) => Buffer.concat([sealed.subarray(0, magic), sealed.subarray(magic + sealedChunk)])],
    ['empty', () => Buffer.alloc(0)],
  ]
  test.each(damaged)('rejects a stream that was %s', async (_how, change) => {
    const sealed = await all(sealStream(pieces(plain, 70_001), key))
    await expect(opened(change(sealed))).rejects.toMatchObject({ code: 'snapshot.damaged' })
  })

  test('decrypts only with its own key and snapshot', async () => {
    const sealed = await all(sealStream(pieces(plain, 70_001), key))
    await expect(all(openStream(pieces(sealed, 9_999), { ...key, snapshotId: 'two' }))).rejects.toMatchObject({ code: 'snapshot.damaged' })
    await expect(all(openStream(pieces(sealed, 9_999), { ...key, key: randomBytes(32) }))).rejects.toMatchObject({ code: 'snapshot.damaged' })
  })
})

function chunkOf(sealed: Buffer, place: number): Buffer {
  return sealed.subarray(magic + place * sealedChunk, magic + (place + 1) * sealedChunk)
}

function flipped(sealed: Buffer, at: number): Buffer {
  const changed = Buffer.from(sealed)
  changed[at] = (changed[at] ?? 0) ^ 1
  return changed
}

function opened(sealed: Buffer): Promise<Buffer> {
  return all(openStream(pieces(sealed, 100_003), key))
}

async function* pieces(bytes: Buffer, size: number): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
}

async function all(stream: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const chunks: Uint8Array[] = []
  for await (const bytes of stream) chunks.push(bytes)
  return Buffer.concat(chunks)
}
