/** The model refuses a call with the contract's error name and values. */
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
