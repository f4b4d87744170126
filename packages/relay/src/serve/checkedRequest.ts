import { type InferenceRequest, readInferenceRequest } from '@infinitio/services'
import { RelayError } from '../relayError.ts'
import type { ServeParts } from './serveParts.ts'

/**
 * Parses a request that costs money, before anything is charged. Throws `serving.body_invalid`, `serving.model_other`, `serving.remote_file`, and
 * `serving.chain_unread` if the service has not read the chain for too long.
 */
export function checkedRequest({ terms, isChainRead }: Pick<ServeParts, 'terms' | 'isChainRead'>, body: Uint8Array): InferenceRequest {
  const request = readInferenceRequest(body)
  if (request === null) throw new RelayError('serving.body_invalid')
  if (request.model !== terms.model) throw new RelayError('serving.model_other', terms.model)
  if (request.namesRemoteFile) throw new RelayError('serving.remote_file')
  if (!isChainRead()) throw new RelayError('serving.chain_unread')
  return request
}
