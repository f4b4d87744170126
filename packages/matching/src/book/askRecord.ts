import type { Ask, Mandate, OrderHash } from '@infinitio/domain'

/** open: can be matched. replaced: a newer ask of the same node took its place; live holds on it may still take it. */
export type AskState = 'open' | 'replaced' | 'cancelled' | 'cancelled_on_chain' | 'expired'

/** An ask the book knows, until a day after its expiry. `seq` is its place in time. */
export type AskRecord = {
  readonly orderHash: OrderHash
  readonly ask: Ask
  readonly signature: string
  readonly mandate: Mandate | null
  readonly mandateSignature: string | null
  readonly seq: number
  state: AskState
}
