import { type Hex32, promptCipher, type PromptUse } from '@infinitio/domain'
import { bytesOfHex } from '../packedFields.ts'
import { padded, writeSealedPart } from './sealedPart.ts'

/**
 * Encrypts the answer to one encrypted request. The first part begins with the salt of the answer, from which both sides derive its key. Each part is padded to
 * a multiple of 256 bytes, because the lengths of single words could reveal the text of an answer.
 */
export class AnswerSealer {
  readonly #key: Hex32
  readonly #salt: Hex32
  #cipher: ReturnType<typeof promptCipher> | null = null
  #place = 0

  constructor(key: Hex32, salt: Hex32) {
    this.#key = key
    this.#salt = salt
  }

  /** Returns the encrypted body of an answer that is not a stream. */
  async whole(body: Uint8Array): Promise<Uint8Array> {
    return new TextEncoder().encode(await this.#seal(body, 'whole'))
  }

  /** Returns the encrypted form of the next payload of a stream. The last payload is `[DONE]`, so that nobody can cut the stream unnoticed. */
  async next(payload: string): Promise<string> {
    return await this.#seal(new TextEncoder().encode(payload), 'stream')
  }

  async #seal(plain: Uint8Array, use: PromptUse): Promise<string> {
    const place = this.#place
    this.#place += 1
    this.#cipher ??= promptCipher(this.#key, { use, salt: this.#salt })
    const sealed = await (await this.#cipher).seal(place, padded(plain))
    return writeSealedPart(place === 0 ? [bytesOfHex(this.#salt.slice(2)), sealed] : [sealed])
  }
}
