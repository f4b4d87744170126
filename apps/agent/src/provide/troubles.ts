const patienceMs = 10_000

/**
 * What the agent warns of, for the person who started it. Until the machine is listed much fails once and is tried again: then only what still goes
 * wrong after 10 s is said; afterwards everything. Nothing is said twice in a row.
 */
export class Troubles {
  #told = ''
  #last: string | null = null
  #isQuiet = true
  readonly #timer = setInterval(() => this.#tell(), patienceMs).unref()

  add(text: string): void {
    this.#last = text
    if (!this.#isQuiet) this.#tell()
  }

  /** From now on everything is said at once; what was held back is forgotten. */
  tellAll(): void {
    this.#isQuiet = false
    this.#last = null
  }

  /** Says what was held back, and nothing more. */
  end(): void {
    clearInterval(this.#timer)
    this.#tell()
  }

  #tell(): void {
    if (this.#last !== null && this.#last !== this.#told) process.stderr.write(`agent: ${this.#last}\n`)
    this.#told = this.#last ?? this.#told
    this.#last = null
  }
}
