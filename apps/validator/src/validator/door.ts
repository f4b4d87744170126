import type { Hex32 } from '@infinitio/domain'

/**
 * A machine's message as it arrived. `atMs` is the time of its last byte, by `performance.now()`. `network` is the network of its sender: a /24 of IPv4 or a
 * /32 of IPv6. `namedNetwork` is the network that the sender named in its header `x-network`, or null. Only a development chain may use it: there, all machines
 * run on one computer.
 */
export type ArrivedMessage = { readonly text: string; readonly atMs: number; readonly network: string; readonly namedNetwork: string | null }

/** The machine of a message, and the hash of its commitments. */
export type SignedCommits = { readonly node: Hex32; readonly commits: Hex32 }

/** A message that its machine signed. */
export type CheckedMessage = SignedCommits & Omit<ArrivedMessage, 'text'>

/**
 * How the server checks messages of a proof slot. `isKnown` returns true for the id of a machine that this validator knows to be registered. `check` returns
 * null for a message that is not for this slot, or that its machine did not sign. It rejects if it cannot decide.
 */
export type SlotChecks = { readonly isKnown: (node: string) => boolean; readonly check: (message: ArrivedMessage) => Promise<SignedCommits | null> }

/**
 * The messages of a proof slot: for each machine, the first message with a right signature, and the messages that nobody has checked yet, in an order in which
 * their senders take turns.
 */
export type SlotArrivals = { readonly checked: readonly CheckedMessage[]; readonly waiting: readonly ArrivedMessage[] }

/** The server on which a timer (a validator that measures when proofs arrive) receives commitments. It accepts messages only while a slot is open. */
export type Door = {
  /** Begins to accept messages for a proof slot (a block at which machines prove their GPUs), and accepts them until `shut` is called with this slot. */
  open(slot: string, checks: SlotChecks): void
  /** Ends the slot, and returns the messages that arrived for it. If no other slot is open, the server accepts no more messages. */
  shut(slot: string): SlotArrivals
  /** The port on which the server listens. */
  readonly port: number
  close(): Promise<void>
}
