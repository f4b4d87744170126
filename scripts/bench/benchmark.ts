/** One benchmark: measures its own instance and gives back samples by key; the unit is the end of the key's name. */
export type Benchmark = {
  name: string
  /** Resolves with at least one sample a key. Throws when it could not measure. `callArgs` are what the call said of a script's own options. */
  measure: (progress: (line: string) => void, callArgs: readonly string[]) => Promise<Record<string, number[]>>
}
