/** Closes an exhaustive switch. It does not compile while a case is missing, and throws for data outside the types. */
export function assertNever(value: never): never {
  throw new Error(`assertion failed: unexpected case ${JSON.stringify(value)}`)
}

/** Asserts a fact. A false fact is our bug, so it throws. Do not use it for user input: return a refusal instead (see `errors/refusal.ts`). */
export function assert(condition: boolean, fact: string): asserts condition {
  if (!condition) throw new Error(`assertion failed: ${fact}`)
}
