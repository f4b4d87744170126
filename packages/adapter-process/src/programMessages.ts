import type { AdapterReason, FaultPlace } from '@infinitio/tasks/adapter'

/** A message of a program to its parent. `running` comes before the stranger's part starts; nothing follows `done` or `failed`. */
export type ProgramReply<More = never> =
  | { readonly kind: 'running' }
  | { readonly kind: 'output'; readonly chunk: number; readonly bytes: Uint8Array }
  | { readonly kind: 'done' }
  | { readonly kind: 'failed'; readonly reason: AdapterReason; readonly message: string; readonly place: FaultPlace }
  | More

/** The text that asks a program to end what it calculates. */
export const interruptMessage = 'interrupt'
