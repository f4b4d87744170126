/** One benchmark: measures its own instance and gives back samples by key; the unit is the end of the key's name. */
export type Benchmark = {
  name: string
  /** The most it may take. A benchmark that takes longer waits for something that does not come. */
  limitMinutes: number
  /**
   * Resolves with at least one sample a key. Throws when it could not measure. `progress` shows a line as it happens, `callArgs` are a script's own options.
   * When `signal` aborts, it stops what it started.
   */
  measure: (progress: (line: string) => void, callArgs: readonly string[], signal: AbortSignal) => Promise<Record<string, number[]>>
}
