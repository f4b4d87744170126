/** Answers that many readers share for a moment. */
export type Answers = {
  /** The answer for a question at a version of the market, made anew when it is another version or a second old. */
  get<Answer>(question: string, version: string, make: () => Answer): Answer
}

const oldAfterMs = 1_000
const mostKept = 500

/** Makes an empty store of answers. */
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
