import { readRequests } from '@infinitio/adapter-inference/plan'
import { AdapterError } from '@infinitio/tasks'
import type { FileFacts } from './workSize.ts'

/** The least limit of tokens. A request that states no limit counts with it here, and its job's `max_tokens` is at least as large. */
const least = 1

/**
 * Returns the facts of a file of requests that the price of its job depends on: the number of requests and the largest limit of tokens that one states. For a
 * file that machines would refuse, returns the reason with its line.
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
