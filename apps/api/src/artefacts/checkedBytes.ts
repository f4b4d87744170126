import { createHash } from 'node:crypto'

/** The bytes of an upload do not have the hash or the length that the caller stated. */
export class WrongBytesError extends Error {
  override readonly name = 'WrongBytesError'
}

/**
 * Yields the bytes of an upload, and throws WrongBytesError if they do not have this SHA-256 and length. Each chunk is yielded only when the next one has
 * arrived. So the store never gets the last chunk of wrong bytes, and does not store an upload that is incomplete.
 */
export async function* checkedBytes(
  body: AsyncIterable<Uint8Array>,
  { sha256, bytes }: { readonly sha256: string; readonly bytes: number },
): AsyncGenerator<Uint8Array> {
  const hash = createHash('sha256')
  let got = 0
  let held: Uint8Array | null = null
  for await (const chunk of body) {
    got += chunk.byteLength
    if (got > bytes) throw new WrongBytesError(`more than ${bytes} bytes`)
    hash.update(chunk)
    if (held !== null) yield held
    held = chunk
  }
  if (got !== bytes) throw new WrongBytesError(`${got} bytes of ${bytes}`)
  if (`0x${hash.digest('hex')}` !== sha256) throw new WrongBytesError('another hash')
  if (held !== null) yield held
}

/** Returns true if an upload failed because its bytes were wrong. Looks at causes too, because the client of a bucket wraps the error in its own. */
export function isWrongBytes(error: unknown): boolean {
  return error instanceof WrongBytesError || (error instanceof Error && error.cause instanceof WrongBytesError)
}
