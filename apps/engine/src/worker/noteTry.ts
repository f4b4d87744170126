import type { Sender } from './sender.ts'

const RETRY_MS = 250

/** Stores the outcome of one attempt. Unfinished work is tried again after a quarter of a second. */
export function noteTry({ retryAtMs, nowMs }: Sender, { name, isDone }: { name: string; isDone: boolean }): void {
  if (isDone) retryAtMs.delete(name)
  else retryAtMs.set(name, nowMs() + RETRY_MS)
}
