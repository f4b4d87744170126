import type { InferenceInput } from '../input/inferenceInput.ts'
import type { InferenceRequest } from './readRequests.ts'

/**
 * Returns the facts of a file of requests on which the plan of a job depends: the number of requests, their model, and the largest limit of tokens. This limit
 * is at least `maxTokens`, the limit of requests that state none.
 */
export function requestFacts(requests: readonly InferenceRequest[], maxTokens: number): Pick<InferenceInput, 'requests' | 'model' | 'mostTokens'> {
  const mostTokens = requests.reduce((most, { body }) => Math.max(most, body.max_tokens), maxTokens)
  return { requests: requests.length, model: requests[0]?.body.model ?? '', mostTokens }
}
