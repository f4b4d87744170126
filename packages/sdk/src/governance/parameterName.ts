import type { Language } from '@infinitio/domain'
import { parameterMessages } from '@infinitio/domain/messages'

/** Returns the name of a parameter of votes as pages show it, or its key if this version does not have its name. */
export function parameterName(key: string, language: Language = 'en'): string {
  return Object.entries(parameterMessages).find(([known]) => known === key)?.[1][language] ?? key
}
