/** Closes an exhaustive switch. It does not compile while a case is missing, and throws for data outside the types. */
export function assertNever(value: never): never {
  throw new Error(`assertion failed: unexpected case ${JSON.stringify(value)}`)
}
