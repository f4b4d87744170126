/** A followed contract wrote a log that this release cannot read: stop, never skip. */
export class UnknownEventError extends Error {
  override readonly name = 'UnknownEventError'
}
