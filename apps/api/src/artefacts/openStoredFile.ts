import { Readable } from 'node:stream'
import type { Artefacts } from './openArtefacts.ts'

/**
 * Returns the bytes of a stored file as one stream. `ids` are the names of its parts in the store, in their order. Returns null if there is no store or it does
 * not have the first part. Rejects if the store does not answer. The stream ends with an error if a later part is missing.
 */
export async function openStoredFile({ files }: Pick<Artefacts, 'files'>, ids: readonly string[]): Promise<ReadableStream<Uint8Array> | null> {
  const [first, ...rest] = ids
  const body = first === undefined ? null : ((await files?.open({ id: first })) ?? null)
  if (body === null || rest.length === 0) return body
  return Readable.toWeb(Readable.from(oneAfterAnother(body))) as ReadableStream<Uint8Array>

  async function* oneAfterAnother(start: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array> {
    yield* start
    for (const id of rest) {
      const part = (await files?.open({ id })) ?? null
      if (part === null) throw new Error(`the store does not have the part ${id}`)
      yield* part
    }
  }
}
