/** The chain did not answer, or not in time. Becomes `chain.rpc_unavailable` at the door; the caller may try again. */
export class ChainUnavailableError extends Error {
  override name = 'ChainUnavailableError'
}
