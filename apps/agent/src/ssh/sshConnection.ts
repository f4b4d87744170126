import type { Duplex } from 'node:stream'
import type { Logger } from '@infinitio/process'
import type { Connection } from 'ssh2'
import type { LeaseDoor } from './leaseDoor.ts'

/** Channels of one SSH connection: sessions and forwards together. VS Code opens a dozen, a browser through -D some more. */
const mostChannels = 64

/** Counts what one connection has open, so that one client cannot have everything. */
export class ChannelBudget {
  #open = 0

  /** Counts one in; false when the connection has too many. `release` it once when it is closed. */
  take(): boolean {
    if (this.#open >= mostChannels) return false
    this.#open += 1
    return true
  }

  release(): void {
    this.#open -= 1
  }
}

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
