import { randomBytes } from 'node:crypto'
import { type AnswerSealer, type InferenceRequest, openRequest } from '@infinitio/services'
import { RelayError } from '../relayError.ts'
import { checkedRequest } from './checkedRequest.ts'
import type { ServeParts } from './serveParts.ts'

const saltBytes = 32

/** A request as the model server gets it, and the object that encrypts its answer, or null for a plain request. */
type ReadableRequest = { readonly body: Uint8Array; readonly request: InferenceRequest; readonly sealer: AnswerSealer | null }

/**
 * Decrypts the prompt of a request, before anything is charged. A plain request does not change. The decrypted body exists only in memory. Throws
 * `serving.prompt_unopened`, and the errors of `checkedRequest` for the decrypted body.
 */
export async function openSealed(
  parts: Pick<ServeParts, 'boxSecret' | 'terms' | 'release' | 'isChainRead' | 'fetchImages'>,
  { body, request, path }: { readonly body: Uint8Array; readonly request: InferenceRequest; readonly path: string },
): Promise<ReadableRequest> {
  const { boxSecret, terms, release } = parts
  const { sealed } = request
  if (sealed === undefined) return { body, request, sealer: null }
  if (boxSecret === null || terms.boxKey === undefined) throw new RelayError('serving.prompt_unopened', 'this service has no box key')
  const salt = `0x${randomBytes(saltBytes).toString('hex')}` as const
  const reader = { service: release.service, boxKey: terms.boxKey }
  const opened = await openRequest({ ...request, sealed }, { boxSecret, reader, salt, path })
  if (opened === null) throw new RelayError('serving.prompt_unopened')
  return { ...opened, request: checkedRequest(parts, { body: opened.body, path }) }
}
