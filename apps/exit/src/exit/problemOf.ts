import { InfinitioError } from '@infinitio/sdk/exit'
import type { Problem } from '../kit/ProblemBox.tsx'

/** Converts any error of reading or sending to a problem with code and sentence. */
export function problemOf(error: unknown): Problem {
  if (error instanceof InfinitioError) return { code: error.code, sentence: error.sentence }
  const text = error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error)
  return { code: '', sentence: text }
}
