import { addressNetwork } from '@infinitio/process'

/**
 * Counts connections that are not authenticated yet, in total and per address, so that strangers cannot overload the server. All addresses of an IPv6 network
 * of 64 bits count as one, because one customer usually has such a whole network.
 */
export class PendingPeers {
  readonly #most: number
  readonly #mostPerAddress: number
  readonly #byNetwork = new Map<string, number>()
  #count = 0

  constructor({ most, mostPerAddress }: { most: number; mostPerAddress: number }) {
    this.#most = most
    this.#mostPerAddress = mostPerAddress
  }

  /** Counts a new connection of this address and returns true. If a limit is reached, returns false and does not count it. */
  enter(address: string): boolean {
    const network = addressNetwork(address)
    const fromHere = this.#byNetwork.get(network) ?? 0
    if (this.#count >= this.#most || fromHere >= this.#mostPerAddress) return false
    this.#count += 1
    this.#byNetwork.set(network, fromHere + 1)
    return true
  }

  /** Must be called when a connection ends that `enter` has counted. */
  leave(address: string): void {
    const network = addressNetwork(address)
    const fromHere = this.#byNetwork.get(network) ?? 0
    if (fromHere === 0) return
    this.#count -= 1
    if (fromHere === 1) this.#byNetwork.delete(network)
    else this.#byNetwork.set(network, fromHere - 1)
  }

  get size(): number {
    return this.#count
  }
}
