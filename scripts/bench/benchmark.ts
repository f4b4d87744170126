/** One benchmark: measures its own instance and gives back samples by key; the unit is the end of the key's name. */
export type Benchmark = {
  name: string
  /** Resolves with at least one sample a key. Throws when it could not measure. */
  measure: (progress: (line: string) => void) => Promise<Record<string, number[]>>
}
