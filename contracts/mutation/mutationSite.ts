/** One place in a source and what stands there instead when its mutant is on. Places are byte ranges. */
export type MutationSite = {
  readonly start: number
  readonly end: number
  readonly line: number
  /** `expression`: `replacement` stands there instead. `statement`: nothing stands there. */
  readonly kind: 'expression' | 'statement'
  readonly original: string
  readonly replacement: string
}
