import { readRequests } from '@infinitio/adapter-inference/plan'
import { AdapterError } from '@infinitio/tasks'
import type { FileFacts } from './workSize.ts'

/** The token limit that counts here for a request without a limit. The job's `max_tokens`, which applies to such a request, is never smaller. */
const least = 1

/**
 * Returns the facts about a file of requests on which the price of its job depends: the number of requests, and the largest token limit that a request in it
 * states. If machines would refuse the file, returns the reason with its line instead.
 */
export function requestFileFacts(bytes: Uint8Array): Omit<FileFacts, 'bytes'> {
  try {
    const requests = readRequests(bytes, { maxTokens: least })
    return { rows: requests.length, tokens: requests.reduce((most, { body }) => Math.max(most, body.max_tokens), least) }
  } catch (error) {
    if (!(error instanceof AdapterError)) throw error
    const { line } = error.place
    return { fault: line === undefined ? error.message : `line ${line}: ${error.message}` }
  }
}
