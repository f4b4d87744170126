import type { Benchmark } from './benchmark.ts'

/** Combines several benchmarks under one name. They run one after another, and each gets the same options. */
export function inSequence(name: string, parts: readonly Benchmark[]): Benchmark {
  return {
    name,
    limitMinutes: parts.reduce((sum, { limitMinutes }) => sum + limitMinutes, 0),
    measure: async (progress, callArgs, signal) => {
      const samples: Record<string, number[]> = {}
      for (const part of parts) Object.assign(samples, await part.measure(progress, callArgs, signal))
      return samples
    },
  }
}
