import type { Sender } from './sender.ts'

const RETRY_MS = 250

/** Notes how a try of some work ended, so that what is not done is tried again in a quarter of a second, and not before. */
export function noteTry({ retryAtMs, nowMs }: Sender, { name, isDone }: { name: string; isDone: boolean }): void {
  if (isDone) retryAtMs.delete(name)
  else retryAtMs.set(name, nowMs() + RETRY_MS)
}
