/**
 * A machine's message as it arrived. `atMs` is the time of its last byte, by `performance.now()`. `network` is the network of its sender: a /24 of IPv4 or a
 * /32 of IPv6. `namedNetwork` is the network that the sender named in its header `x-network`, or null. Only a development chain may use it: there, all machines
 * run on one computer.
 */
export type ArrivedMessage = { readonly text: string; readonly atMs: number; readonly network: string; readonly namedNetwork: string | null }

/** The server on which a timer (a validator that measures when proofs arrive) receives commitments. It accepts messages only while a slot is open. */
export type Door = {
  /** Begins to accept messages for a proof slot (a block at which machines prove their GPUs), and accepts them until `shut` is called with this slot. */
  open(slot: string): void
  /**
   * Ends the slot, and returns the messages that arrived for it, each once, in the order of their arrival. If no other slot is open, the server accepts no more
   * messages.
   */
  shut(slot: string): ArrivedMessage[]
  /** The port on which the server listens. */
  readonly port: number
  close(): Promise<void>
}
