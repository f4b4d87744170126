import type { Language } from '@infinitio/domain'
import { parameterMessages } from '@infinitio/domain/messages'

/** Returns the name of a parameter that votes can change, as pages show it. Returns the key if this version of the SDK has no name for it. */
export function parameterName(key: string, language: Language = 'en'): string {
  return Object.entries(parameterMessages).find(([known]) => known === key)?.[1][language] ?? key
}
