import type { Duplex } from 'node:stream'
import type { Logger } from '@infinitio/process'
import type { Connection } from 'ssh2'
import type { LeaseDoor } from './leaseDoor.ts'

/** Maximum channels of one SSH connection, sessions and forwards together. VS Code opens several, and a browser through -D opens more. */
const mostChannels = 64

/** Counts the open channels of one SSH connection, so that one client cannot use up the machine's resources. */
export class ChannelBudget {
  #open = 0

  /** Counts one more channel; returns false if the connection has too many. Call `release` once when the channel closes. */
  take(): boolean {
    if (this.#open >= mostChannels) return false
    this.#open += 1
    return true
  }

  release(): void {
    this.#open -= 1
  }
}

/** One authenticated SSH connection of a renter, with everything that its sessions and port forwards need. */
export type SshConnection = {
  client: Connection
  /** The stream under the connection. Writes to channels wait until it accepts more bytes. */
  line: Duplex
  door: LeaseDoor
  budget: ChannelBudget
  /** Ends the connection immediately. */
  cut(): void
  /** Calls `act` once when the connection has ended, even if its channels still seem open. Returns the function that removes `act`. */
  onGone(act: () => void): () => void
  logger: Logger
}
