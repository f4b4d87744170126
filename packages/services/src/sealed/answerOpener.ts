import { type Hex32, type PromptCipher, promptCipher, type PromptUse } from '@infinitio/domain'
import { hexOfBytes } from '../packedFields.ts'
import { readSealedPart, unpadded } from './sealedPart.ts'

const saltBytes = 32
const end = '[DONE]'

/**
 * Decrypts the answer to one encrypted request. The parts of a stream must arrive in their order and without a gap. Returns null for a part that was changed,
 * is not encrypted, or belongs to another place or another request.
 */
export class AnswerOpener {
  readonly #key: Hex32
  #cipher: PromptCipher | null = null
  #place = 0
  #isDone = false

  constructor(key: Hex32) {
    this.#key = key
  }

  /** True after the encrypted end of a stream. A stream without it was cut. */
  get isDone(): boolean {
    return this.#isDone
  }

  /** Returns the body of an answer that is not a stream, or null. */
  async whole(body: Uint8Array): Promise<Uint8Array | null> {
    return await this.#open(new TextDecoder().decode(body), 'whole')
  }

  /** Returns the next payload of a stream, or null. The last one is `[DONE]`. */
  async next(payload: string): Promise<string | null> {
    const opened = this.#isDone ? null : await this.#open(payload, 'stream')
    const text = opened === null ? null : new TextDecoder().decode(opened)
    this.#isDone ||= text === end
    return text
  }

  async #open(text: string, use: PromptUse): Promise<Uint8Array | null> {
    const part = readSealedPart(text)
    if (part === null) return null
    const isFirst = this.#place === 0
    if (isFirst) this.#cipher = await promptCipher(this.#key, { use, salt: hexOfBytes(part, 0, saltBytes) })
    const opened = await this.#cipher?.open(this.#place, isFirst ? part.subarray(saltBytes) : part)
    this.#place += 1
    return opened == null ? null : unpadded(opened)
  }
}
