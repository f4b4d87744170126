const goodForMs = 1_000
const mostKept = 10_000

type Kept<Answer> = { answer: Promise<Answer>; atMs: number; last: Answer | null }

/**
 * Caches the database's answers to one kind of question, such as to which lease a host name belongs. Asks each question at most once a second. While the
 * database does not respond, returns the last answer. Rejects if there is no cached answer yet.
 */
export class KeptAnswers<Answer> {
  readonly #ask: (question: string) => Promise<Answer>
  readonly #kept = new Map<string, Kept<Answer>>()

  constructor(ask: (question: string) => Promise<Answer>) {
    this.#ask = ask
  }

  /** Returns the last answer to a question, or null if there is none. Does not ask the database. */
  last(question: string): Answer | null {
    return this.#kept.get(question)?.last ?? null
  }

  get(question: string, nowMs: number): Promise<Answer> {
    const known = this.#kept.get(question)
    if (known !== undefined && nowMs - known.atMs < goodForMs) return known.answer
    const asked = this.#ask(question)
    const answer = known === undefined ? asked : asked.catch(() => known.answer)
    this.#kept.delete(question)
    const entry: Kept<Answer> = { answer, atMs: nowMs, last: known?.last ?? null }
    this.#kept.set(question, entry)
    answer.then(
      (settled) => {
        entry.last = settled
      },
      () => {},
    )
    if (known === undefined) answer.catch(() => this.#kept.delete(question))
    const [oldest] = this.#kept.keys()
    if (this.#kept.size > mostKept && oldest !== undefined) this.#kept.delete(oldest)
    return answer
  }
}
