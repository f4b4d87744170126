/** Counts connections that are not authenticated yet, in total and per address, so that strangers cannot overload the server. */
export class PendingPeers {
  readonly #most: number
  readonly #mostPerAddress: number
  readonly #byAddress = new Map<string, number>()
  #count = 0

  constructor({ most, mostPerAddress }: { most: number; mostPerAddress: number }) {
    this.#most = most
    this.#mostPerAddress = mostPerAddress
  }

  /** Counts one more connection of this address and returns true. If a limit is reached, returns false and counts nothing. */
  enter(address: string): boolean {
    const fromHere = this.#byAddress.get(address) ?? 0
    if (this.#count >= this.#most || fromHere >= this.#mostPerAddress) return false
    this.#count += 1
    this.#byAddress.set(address, fromHere + 1)
    return true
  }

  /** Removes a connection that `enter` counted. */
  leave(address: string): void {
    const fromHere = this.#byAddress.get(address) ?? 0
    if (fromHere === 0) return
    this.#count -= 1
    if (fromHere === 1) this.#byAddress.delete(address)
    else this.#byAddress.set(address, fromHere - 1)
  }

  get size(): number {
    return this.#count
  }
}
