import type { AdapterReason, FaultPlace } from '@infinitio/tasks/adapter'

/**
 * A message of a program to the process that started it. `running` is sent before the program runs the submitter's code. Nothing follows `done` or `failed`.
 */
export type ProgramReply<More = never> =
  | { readonly kind: 'running' }
  | { readonly kind: 'output'; readonly chunk: number; readonly bytes: Uint8Array }
  | { readonly kind: 'done' }
  | { readonly kind: 'failed'; readonly reason: AdapterReason; readonly message: string; readonly place: FaultPlace }
  | More

/** The message that asks a program to end its calculation. */
export const interruptMessage = 'interrupt'
