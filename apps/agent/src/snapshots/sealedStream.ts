import { createCipheriv, createDecipheriv } from 'node:crypto'
import { refusal } from '@infinitio/sdk'

/** The key of an encrypted stream, used for this stream only, and the id of its snapshot. */
export type StreamKey = { key: Buffer; snapshotId: string }

/** The first bytes of an encrypted stream. They end with the number of the format's version. */
const magic = Buffer.from('INFSNAP1')
const chunkBytes = 1_048_576
const tagBytes = 16

/**
 * Encrypts a stream in chunks of 1 MiB with AES-256-GCM. Each chunk's nonce contains its position and a mark for the last chunk. So a chunk that was changed,
 * removed or moved cannot be decrypted, nor can a stream that was cut off. Needs the memory of one chunk.
 */
export async function* sealStream(plain: AsyncIterable<Uint8Array>, { key, snapshotId }: StreamKey): AsyncGenerator<Buffer> {
  yield magic
  let place = 0n
  for await (const { chunk, isLast } of chunksOf(plain, chunkBytes)) {
    const cipher = createCipheriv('aes-256-gcm', key, nonceOf(place, isLast))
    cipher.setAAD(Buffer.from(snapshotId))
    yield Buffer.concat([cipher.update(chunk), cipher.final(), cipher.getAuthTag()])
    place += 1n
  }
}

/** Decrypts a stream of `sealStream`. Rejects with `snapshot.damaged` at the first chunk that does not decrypt, and yields no part of it. */
export async function* openStream(sealed: AsyncIterable<Uint8Array>, { key, snapshotId }: StreamKey): AsyncGenerator<Buffer> {
  let place = 0n
  for await (const { chunk, isLast } of chunksOf(afterMagic(sealed), chunkBytes + tagBytes)) {
    if (chunk.length < tagBytes) throw refusal('snapshot.damaged', { detail: 'cut short' })
    const decipher = createDecipheriv('aes-256-gcm', key, nonceOf(place, isLast))
    decipher.setAAD(Buffer.from(snapshotId))
    decipher.setAuthTag(chunk.subarray(chunk.length - tagBytes))
    const plain = decipher.update(chunk.subarray(0, chunk.length - tagBytes))
    try {
      decipher.final()
    } catch {
      throw refusal('snapshot.damaged', { detail: `chunk ${place}` })
    }
    yield plain
    place += 1n
  }
}

function nonceOf(place: bigint, isLast: boolean): Buffer {
  const nonce = Buffer.alloc(12)
  nonce.writeBigUInt64BE(place)
  nonce[11] = isLast ? 1 : 0
  return nonce
}

/** Yields chunks of exactly `size` bytes. The last chunk has the remaining bytes, possibly none. */
async function* chunksOf(source: AsyncIterable<Uint8Array>, size: number): AsyncGenerator<{ chunk: Buffer; isLast: boolean }> {
  let waiting: Uint8Array[] = []
  let length = 0
  for await (const bytes of source) {
    waiting.push(bytes)
    length += bytes.length
    if (length <= size) continue
    let rest = Buffer.concat(waiting)
    // The chunk is not the last one if at least one more byte follows it.
    while (rest.length > size) {
      yield { chunk: rest.subarray(0, size), isLast: false }
      rest = rest.subarray(size)
    }
    waiting = [rest]
    length = rest.length
  }
  yield { chunk: Buffer.concat(waiting), isLast: true }
}

async function* afterMagic(sealed: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let head: Buffer | null = Buffer.alloc(0)
  for await (const bytes of sealed) {
    if (head === null) {
      yield bytes
      continue
    }
    head = Buffer.concat([head, bytes])
    if (head.length < magic.length) continue
    if (!head.subarray(0, magic.length).equals(magic)) throw refusal('snapshot.damaged', { detail: 'not a snapshot' })
    yield head.subarray(magic.length)
    head = null
  }
  if (head !== null) throw refusal('snapshot.damaged', { detail: 'cut short' })
}
