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
