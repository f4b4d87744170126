/** Closes an exhaustive switch: does not compile while a case is missing, throws when data slipped past the types. */
export function assertNever(value: never): never {
  throw new Error(`assertion failed: unexpected case ${JSON.stringify(value)}`)
}
