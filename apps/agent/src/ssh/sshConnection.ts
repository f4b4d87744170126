import type { Duplex } from 'node:stream'
import type { Logger } from '@infinitio/process'
import type { Connection } from 'ssh2'
import type { ChannelBudget } from './channelBudget.ts'
import type { LeaseDoor } from './leaseDoor.ts'

/** One signed-in SSH connection of a renter, as sessions and forwards see it. */
export type SshConnection = {
  client: Connection
  /** The line under it: what is written to channels waits for this. */
  line: Duplex
  door: LeaseDoor
  budget: ChannelBudget
  /** Ends the connection at once. */
  cut(): void
  /** Calls `act` once when the connection is gone, whatever its channels say; returns how to forget it. */
  onGone(act: () => void): () => void
  logger: Logger
}
