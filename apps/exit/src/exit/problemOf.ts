import { InfinitioError } from '@infinitio/sdk/exit'

/** What went wrong: a sentence and its code. `code` is empty for what has none; the sentence is then what was thrown. */
export type Problem = { readonly code: string; readonly sentence: string }

/** Reads whatever was thrown while reading or sending. */
export function problemOf(error: unknown): Problem {
  if (error instanceof InfinitioError) return { code: error.code, sentence: error.sentence }
  const text = error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error)
  return { code: '', sentence: text }
}
