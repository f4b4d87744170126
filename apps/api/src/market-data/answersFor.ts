/** Caches answers that many readers share for at most a second. */
export type Answers = {
  /** Returns the answer to a question at a version of the market. Calls `make` again for another version or after a second. */
  get<Answer>(question: string, version: string, make: () => Answer): Answer
}

const oldAfterMs = 1_000
const mostKept = 500

/** Creates an empty cache. */
export function answersFor(): Answers {
  const kept = new Map<string, { version: string; atMs: number; answer: unknown }>()
  return {
    get<Answer>(question: string, version: string, make: () => Answer): Answer {
      const found = kept.get(question)
      if (found !== undefined && found.version === version && performance.now() - found.atMs < oldAfterMs) return found.answer as Answer
      const answer = make()
      if (kept.size >= mostKept) kept.clear()
      kept.set(question, { version, atMs: performance.now(), answer })
      return answer
    },
  }
}
