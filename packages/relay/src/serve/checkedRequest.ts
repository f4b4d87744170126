import { type InferenceRequest, readInferenceRequest } from '@infinitio/services'
import { RelayError } from '../relayError.ts'
import type { ServeParts } from './serveParts.ts'

/**
 * Parses a request to a path that costs money, before anything is charged. Throws `serving.body_invalid`, `serving.model_other`, `serving.field_invalid`,
 * `serving.field_refused`, `serving.remote_file`, and `serving.chain_unread` if the service has not read the chain for too long.
 */
export function checkedRequest(
  { terms, isChainRead, fetchImages }: Pick<ServeParts, 'terms' | 'isChainRead' | 'fetchImages'>,
  { body, path }: { readonly body: Uint8Array; readonly path: string },
): InferenceRequest {
  const request = readInferenceRequest(body, path)
  if (request === null) throw new RelayError('serving.body_invalid')
  if (request.model !== terms.model) throw new RelayError('serving.model_other', terms.model)
  if (request.misspelled !== undefined) throw new RelayError('serving.field_invalid', `use small letters: ${request.misspelled.join(', ')}`)
  if (request.refused !== undefined) throw new RelayError('serving.field_refused', request.refused.join(', '))
  if (request.namesRemoteFile && (request.remoteImages === undefined || fetchImages === null)) throw new RelayError('serving.remote_file')
  if (!isChainRead()) throw new RelayError('serving.chain_unread')
  return request
}
