/** The part of a source that one mutant changes, as a byte range, and the text that replaces it when the mutant is on. */
export type MutationSite = {
  readonly start: number
  readonly end: number
  readonly line: number
  /** In an `expression`, the mutant puts `replacement` in place of the range. A `statement` is removed. */
  readonly kind: 'expression' | 'statement'
  readonly original: string
  readonly replacement: string
}
