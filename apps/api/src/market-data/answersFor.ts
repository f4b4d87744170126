/** Caches answers for a short time, because many readers ask the same question. */
export type Answers = {
  /** Returns the cached answer to a question, or makes it with `make` and caches it. A cached answer is used only while the version stays the same. */
  get<Answer>(question: string, version: string, make: () => Answer): Answer
}

const mostKept = 500

/** Creates an empty cache of answers. An answer is used for `oldAfterMs` milliseconds. */
export function answersFor({ oldAfterMs }: { readonly oldAfterMs: number }): Answers {
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
