/** Thrown when the model refuses a call: the name and the values of the contract's error. */
export class Refused extends Error {
  override name = 'Refused'
  readonly errorName: string
  readonly args: readonly unknown[]

  constructor(errorName: string, args: readonly unknown[]) {
    super(`${errorName}(${args.map(String).join(', ')})`)
    this.errorName = errorName
    this.args = args
  }
}

/** Refuses unless `allowed`. */
export function demand(allowed: boolean, errorName: string, ...args: readonly unknown[]): asserts allowed {
  if (!allowed) throw new Refused(errorName, args)
}
