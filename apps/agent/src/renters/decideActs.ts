import type { MarketAct, MarketLook, RentableMachine } from './marketView.ts'
import { demandByHour, recordedJobs, recordedPrices } from './recordedPattern.ts'

const hour = 3_600
/**
 * The number of seconds that a job runs in the simulation for each minute of its recorded length. A job runs for 60 to 900 seconds, so that machines soon
 * become free again.
 */
const secondsPerRecordedMinute = 10
const [shortestRun, longestRun] = [60, 900]
const mostLeases = 3
const mostBids = 3
/**
 * Probabilities in percent, for each step of the simulated market: that a renter rents a machine at once (in the busiest hour), that a renter who rents nothing
 * in this step places a bid that waits, and that a provider considers a new price.
 */
const [wantsInBusiest, waitsOf, pricesOf] = [40, 25, 40]
const priceMovesEverySeconds = 60
/**
 * During this many steps at the beginning, every simulated renter with fewer than three leases wants a machine, so that a person who has just started the
 * market sees some activity.
 */
export const openingSteps = 12

const questions = { wants: 0, machine: 1, waits: 2, discount: 3, prices: 4, waitingMachine: 5 } as const

/**
 * Decides the acts of one simulated renter and of one simulated provider from the state of the market (`look`), by the recorded pattern. The same state gives
 * the same acts. A simulated renter ends its lease long before the paid hours are over. Never uses machines of real people, and never the last free machines of
 * a class.
 */
export function decideActs(look: MarketLook): MarketAct[] {
  return [...endOf(look), ...jobOf(look), ...priceOf(look)]
}

function endOf({ renter, now }: MarketLook): MarketAct[] {
  const over = renter.leases.find(({ leaseId, readyAt, isEnding }) => readyAt !== null && !isEnding && now - readyAt >= runSeconds(leaseId))
  return over === undefined ? [] : [{ kind: 'end', leaseId: over.leaseId }]
}

/** Returns for how many seconds the job in a lease runs. It depends only on the lease's number, so it is always the same. */
export function runSeconds(leaseId: string): number {
  const [, minutes] = jobAt(Number(BigInt(leaseId) % BigInt(recordedJobs.length)))
  return Math.min(longestRun, Math.max(shortestRun, minutes * secondsPerRecordedMinute))
}

function jobOf(look: MarketLook): MarketAct[] {
  const { step, now, renter } = look
  const [gpus, minutes] = jobAt(step)
  const demand = demandByHour[Math.floor(now / hour) % 24] ?? 0
  const isOpening = step < openingSteps
  const wants = (isOpening || draw(look, 'wants', 100) * 100 < wantsInBusiest * demand) && renter.leases.length < mostLeases
  const waits = (isOpening || draw(look, 'waits', 100) < waitsOf) && renter.bids.length < mostBids
  const seconds = Math.min(24, Math.max(1, Math.ceil(minutes / 60))) * hour
  // In the first steps of the market, every second order waits in the order book, so that the book shows a queue.
  if (wants && !(isOpening && step % 2 === 1)) {
    const machine = machineFor(look, { gpus, seconds }, 'machine')
    if (machine !== null) return [{ kind: 'rent', machine, gpus, seconds }]
  }
  return waits ? bidOf(look, { gpus, seconds }) : []
}

/** Selects one of the fitting machines by the seed, and returns the cheapest fitting machine of the selected machine's class. Null if no machine fits. */
function machineFor(look: MarketLook, wish: { gpus: number; seconds: number }, question: keyof typeof questions): RentableMachine | null {
  const fitting = look.machines.filter((one) => isFit(one, wish, look)).toSorted(byNode)
  const drawn = fitting[draw(look, question, Math.max(1, fitting.length))]
  if (drawn === undefined) return null
  const [cheapest = null] = fitting.filter(({ classId }) => classId === drawn.classId).toSorted(byPrice)
  return cheapest
}

function isFit(machine: RentableMachine, { gpus, seconds }: { gpus: number; seconds: number }, { machines, renter }: MarketLook): boolean {
  const { minSeconds, maxSeconds, price } = machine
  const isAffordable = price * BigInt(gpus) * BigInt(seconds) * 2n <= renter.available
  return isAffordable && seconds >= minSeconds && seconds <= maxSeconds && mayTake(machine, gpus, machines)
}

/** Bids slightly below the cheapest machine of a class, so that the bid waits until the provider lowers the price. */
function bidOf(look: MarketLook, { gpus, seconds }: { gpus: number; seconds: number }): MarketAct[] {
  const machine = machineFor(look, { gpus, seconds }, 'waitingMachine')
  if (machine === null) return []
  const price = (machine.price * BigInt(995 - draw(look, 'discount', 60))) / 1_000n
  return price <= 0n ? [] : [{ kind: 'bid', machine, gpus, seconds, price }]
}

/**
 * Changes the price of one machine so that it follows the recorded prices. If the new price would fill waiting bids, changes it only if simulated renters may
 * take as many GPUs of the machine as these bids want.
 */
function priceOf(look: MarketLook): MarketAct[] {
  const { machines, waiting, firstPrices, now } = look
  const ours = machines.filter(({ isOurs }) => isOurs).toSorted(byNode)
  if (waiting === null || ours.length === 0 || draw(look, 'prices', 100) >= pricesOf) return []
  const machine = ours[draw(look, 'machine', ours.length)]
  const first = machine === undefined ? undefined : firstPrices.get(machine.node)
  if (machine === undefined || first === undefined) return []
  const price = (first * BigInt(factorAt(Math.floor(now / priceMovesEverySeconds) + machine.classId * 7))) / 1_000n
  if (price === machine.price || price <= 0n) return []
  const met = waiting.filter((bid) => bid.node === machine.node && bid.price >= price).reduce((sum, { gpus }) => sum + gpus, 0)
  return met > 0 && !mayTake(machine, met, machines) ? [] : [{ kind: 'reprice', node: machine.node, price }]
}

/**
 * Returns the price factor at a position, in thousandths. Rising positions run through the recorded prices forwards, then backwards, then forwards again, so
 * that the price never jumps.
 */
function factorAt(position: number): number {
  const last = recordedPrices.length - 1
  const at = position % (2 * last)
  return recordedPrices[at <= last ? at : 2 * last - at] ?? 1_000
}

function jobAt(number: number): (typeof recordedJobs)[number] {
  return recordedJobs[number % recordedJobs.length] ?? [1, 1]
}

function draw({ seed, step }: MarketLook, question: keyof typeof questions, below: number): number {
  return drawNumber({ seed, step, question: questions[question], below })
}

function byPrice(one: RentableMachine, other: RentableMachine): number {
  if (one.price !== other.price) return one.price < other.price ? -1 : 1
  return byNode(one, other)
}

function byNode(one: RentableMachine, other: RentableMachine): number {
  return one.node < other.node ? -1 : one.node > other.node ? 1 : 0
}

/** Returns a number from 0 to `below` − 1, evenly spread. Only the seed, the step and the question decide it (MurmurHash3's finaliser). */
function drawNumber({ seed, step, question, below }: { seed: number; step: number; question: number; below: number }): number {
  let mixed = Math.imul(seed ^ 0x9e3779b9, 0x85ebca6b) ^ Math.imul(step + 1, 0xc2b2ae35) ^ Math.imul(question + 1, 0x27d4eb2f)
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b)
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35)
  return ((mixed ^ (mixed >>> 16)) >>> 0) % below
}

/**
 * The number of machines of each class that simulated renters leave free: one for a real person, and one more because two people may rent at the same moment.
 */
export const machinesLeftFree = 2

/**
 * Returns true if simulated renters may take this many GPUs of a machine. The machine must be in this fleet and have the GPUs free, and enough machines of its
 * class must stay free.
 */
function mayTake(machine: RentableMachine, gpus: number, machines: readonly RentableMachine[]): boolean {
  if (!machine.isOurs || gpus < 1 || gpus > machine.freeGpus) return false
  const others = machines.filter(({ classId, node, freeGpus }) => classId === machine.classId && node !== machine.node && freeGpus > 0).length
  return others + (machine.freeGpus > gpus ? 1 : 0) >= machinesLeftFree
}
