import { decodeGovernanceError } from '@infinitio/chain'
import { TranslatedRefusal } from '#web/parts/transaction/walletProblemOf.ts'

/** The actions of a wallet, by name. Each sends a transaction. */
export type Acts<T> = { readonly [K in keyof T]: (...args: never[]) => Promise<string> }

/** The translated sentences of contract errors, by the name of the error. */
type Sentences = { has(name: string): boolean; of(name: string): string }

/**
 * Returns the given wallet actions with translated errors. If a contract of the DAO rejects an action with an error that has a translated sentence, the action
 * throws this sentence. It throws other errors unchanged.
 */
export function translatedRefusals<T extends Acts<T>>(acts: T, sentences: Sentences): T {
  const spoken = Object.entries(acts).map(([name, act]) => [
    name,
    async (...args: unknown[]) => {
      try {
        return await (act as (...given: unknown[]) => Promise<string>)(...args)
      } catch (error) {
        const refused = decodeGovernanceError(error)
        if (refused === null || !sentences.has(refused)) throw error
        throw new TranslatedRefusal(sentences.of(refused), { cause: error })
      }
    },
  ])
  return Object.fromEntries(spoken) as T
}
