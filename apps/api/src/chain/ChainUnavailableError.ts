/** The chain did not answer in time. The API returns `chain.rpc_unavailable`; the caller may retry. */
export class ChainUnavailableError extends Error {
  override name = 'ChainUnavailableError'
}
