import { setTimeout as delay } from 'node:timers/promises'
import type { ListingWire } from '@infinitio/domain/wire'
import { type Actor, createRenter } from '../../../e2e/actors/createActor.ts'
import { signAndPlaceBid } from '../../../e2e/actors/bookMachine.ts'
import { createSshIdentity } from '../../../e2e/actors/sshAsPrinted.ts'
import type { TestDeployment } from '../../../e2e/deployment/startTestDeployment.ts'
import { waitFor } from '../../../e2e/deployment/waitFor.ts'

const durationSeconds = 600
/** The most bids that are settled in one period of the measurement. Each bid uses one machine. */
export const settlesOfSlice = 15
const overStates = ['rejected', 'cancelled', 'expired', 'abandoned']
const settledWithinSeconds = 60
const isReached = (state: string): boolean => state === 'pending' || state === 'final'

/** Rents machines one after another. Measures the time from the signature of each bid until the block that settles the bid, which opens the lease. */
export class SettleTimes {
  readonly #deployment: TestDeployment
  readonly #waiting: ListingWire[]
  readonly #identity = createSshIdentity()
  #renter: Actor | null = null

  /** `listings` are free machines. Each is rented at most once. */
  constructor(deployment: TestDeployment, listings: readonly ListingWire[]) {
    this.#deployment = deployment
    this.#waiting = [...listings]
  }

  /** Creates the renter before the measurement, so that its creation is not measured. */
  async prepare(): Promise<void> {
    this.#renter ??= await createRenter(this.#deployment)
  }

  /** Measures up to 15 settled bids over `seconds`, but at least one. Returns times in ms. Throws if no machine remains or a bid is not settled. */
  async during(seconds: number): Promise<number[]> {
    const times: number[] = []
    const since = performance.now()
    const step = (1_000 * seconds) / settlesOfSlice
    do {
      times.push(await this.#settle())
      const next = since + step * Math.ceil((performance.now() - since) / Math.max(step, 1))
      await delay(Math.max(0, next - performance.now()))
      // The number is limited, too: if the timer is late, this slice could otherwise use a machine that the next slice needs.
    } while (times.length < settlesOfSlice && performance.now() - since < 1_000 * seconds)
    return times
  }

  /** Deletes the SSH keys of the renter. */
  remove(): void {
    this.#identity.remove()
  }

  async #settle(): Promise<number> {
    const [listing, renter] = [this.#waiting.shift(), this.#renter]
    if (listing === undefined || renter === null) throw new Error('no machine is left to rent; ask for fewer seconds or pairs')
    const bid = { listing, hold: null, sshKey: this.#identity.publicKey, durationSeconds }
    const { orderHash, signedAt } = await signAndPlaceBid(renter, bid)
    const order = await waitFor({
      what: 'the settle',
      within: settledWithinSeconds,
      read: () => renter.client.getOrder(orderHash),
      until: ({ state, phases }) => overStates.includes(state) || phases.some((step) => step.phase === 'settled' && isReached(step.state)),
    })
    if (overStates.includes(order.state)) throw new Error(`the bid was ${order.state}: ${order.code}`)
    return performance.now() - signedAt
  }
}
