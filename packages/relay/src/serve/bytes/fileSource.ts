import type { FileKind } from '@infinitio/services'
import type { ModelMachines } from '../modelMachines.ts'
import { RelayError } from '../../relayError.ts'

/** Bytes that a request asks for. `read` returns at most `most` of them. `headers` describe them for a client that does not need a proof. */
export type FoundBytes = {
  readonly most: number
  readonly headers: Readonly<Record<string, string>>
  readonly read: (signal: AbortSignal) => Promise<Uint8Array>
}

/**
 * The bytes that a service sells. `find` parses a request, before anything is charged. It throws `serving.body_invalid` and the code that refuses the request,
 * such as `serving.part_unknown`.
 */
export type FileSource = {
  readonly kind: FileKind
  /** The path of its requests. */
  readonly path: string
  readonly find: (body: Uint8Array) => FoundBytes
  /** Returns the bytes of the file with a SHA-256, or null if it is not sold here. Anybody may ask, without paying. */
  readonly sizeOf: (sha256: string) => number | null
}

/** The model servers of a service that sells bytes: it has none. */
export const noMachines: ModelMachines = {
  take: () => Promise.reject(new RelayError('serving.path_unknown')),
  any: () => null,
  close: () => {},
}
