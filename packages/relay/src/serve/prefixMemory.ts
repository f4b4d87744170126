import { createHash } from 'node:crypto'
import { type CachedPrefix, prefixTexts, type SharedPrefix } from '@infinitio/services'

/** The prompt of one request: its beginning that this channel paid before, and a function that records the prompt once it is paid, with its tokens. */
type KnownPrompt = { readonly shared: SharedPrefix; readonly notePaid: (tokens: number) => void }

type PaidPrompt = { readonly paidMs: number; readonly tokens: number }

/** The most prompts that are remembered, of all channels together. Each is a hash of 32 bytes with its time and tokens. */
const mostPrompts = 100_000

/**
 * The prompts that channels paid lately, as hashes in memory. Nothing of a prompt is stored. After a restart of the service, each prompt is new again. A prompt
 * counts only once it is paid, so nobody gets the price of cached input by requests that cost nothing.
 */
export class PrefixMemory {
  readonly #rule: CachedPrefix
  readonly #nowMs: () => number
  /** The paid prompts by the hash of their channel and all their messages; the least recent one comes first. */
  readonly #paid = new Map<string, PaidPrompt>()

  constructor(rule: CachedPrefix, nowMs: () => number) {
    this.#rule = rule
    this.#nowMs = nowMs
  }

  /** Compares a prompt with those that its channel paid. The body must be readable, so for an encrypted prompt it is the decrypted one. */
  open(channel: string, body: Uint8Array): KnownPrompt {
    const { leastTokens, withinSeconds } = this.#rule
    const since = this.#nowMs() - withinSeconds * 1_000
    const texts = prefixTexts(body)
    let [tokens, last] = [0, channel]
    for (const text of texts) {
      last = createHash('sha256').update(last).update(text).digest('base64')
      const earlier = this.#paid.get(last)
      if (earlier !== undefined && earlier.paidMs >= since) tokens = earlier.tokens
    }
    return { shared: { tokens, leastTokens }, notePaid: (paid) => void (texts.length > 0 && this.#note(last, paid)) }
  }

  #note(name: string, tokens: number): void {
    this.#paid.delete(name)
    this.#paid.set(name, { paidMs: this.#nowMs(), tokens })
    const [oldest] = this.#paid.keys()
    if (this.#paid.size > mostPrompts && oldest !== undefined) this.#paid.delete(oldest)
  }
}
