/** A message of a machine as it came. `atMs` is the time of its last byte, by the monotonic clock of this process. */
export type ArrivedMessage = { readonly text: string; readonly atMs: number }

/** The address at which a timer receives commits. It takes messages only while a slot is open. */
export type Door = {
  /** Takes messages until `shut` is called with the same slot. */
  open(slot: string): void
  /** Returns the messages that came, without repeats, in the sequence of their arrival. Takes no more if no other slot is open. */
  shut(slot: string): ArrivedMessage[]
  /** The port at which it listens. */
  readonly port: number
  close(): Promise<void>
}
