/** One place in a source, as a byte range, and its replacement when the mutant is on. */
export type MutationSite = {
  readonly start: number
  readonly end: number
  readonly line: number
  /** `expression`: `replacement` replaces the range. `statement`: the range is removed. */
  readonly kind: 'expression' | 'statement'
  readonly original: string
  readonly replacement: string
}
