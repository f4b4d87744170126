/** A key cannot be used now: its signer does not answer, said no, or gave something that is not a signature of that key. */
export class SignerAwayError extends Error {
  override name = 'SignerAwayError'
}
