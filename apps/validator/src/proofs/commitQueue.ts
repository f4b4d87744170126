import { setImmediate } from 'node:timers/promises'
import type { ArrivedMessage, CheckedMessage, SlotArrivals, SlotChecks } from '../validator/door.ts'
import { createFairShares, type FairShares } from './fairShares.ts'

/**
 * Limits on messages that wait for their check: bytes of all, and of one group of senders. Each message counts as at least 16 KiB, so that small ones cannot
 * fill the queue by their number.
 */
const usual = { bytes: 256 * 2 ** 20, bytesOfGroup: 32 * 2 ** 20, messagesOfGroup: 1_024, leastBytes: 16 * 1_024 }
/** After this many messages with a wrong signature, a source is refused until no slot is open any longer. */
const mostWrong = 64
/** The most sources that are remembered because a registered machine sent its commitments from there. */
const mostProven = 8_192

/** A message with its sender: `source` is the narrow network of the sender, and `group` the wide one whose members share the limits. */
export type SentMessage = { readonly message: ArrivedMessage; readonly source: string; readonly group: string }

/** The messages of open proof slots, which are checked in fair turns while the slots are open. */
export type CommitQueue = {
  open(slot: string, checks: SlotChecks): void
  shut(slot: string): SlotArrivals
  readonly isOpen: boolean
  /** Returns true if a source sent too many messages with wrong signatures. */
  isRefused(source: string): boolean
  /** Adds a message. Returns false if there is no space for its sender. The same text is stored only once. */
  add(sent: SentMessage): boolean
}

type Waiting = SentMessage & { readonly giveBack: () => void }
type Slot = SlotChecks & { readonly checked: Map<string, CheckedMessage> }

/**
 * Creates an empty queue. Messages that name known machines are checked before all others. Within both kinds, the groups of senders take turns with one message
 * each, so a group that sends many messages delays another group by at most one check for each message of that other group. A source from which a machine sent
 * signed commitments before is a separate group: a stranger in the same wide network cannot use its space. Messages that no slot accepts are dropped, and count
 * against their source. `most` has other limits for tests.
 */
export function createCommitQueue(most: typeof usual = usual): CommitQueue {
  const slots = new Map<string, Slot>()
  const proven = new Set<string>()
  let queue = emptyQueue(most)
  let isChecking = false

  async function checkAll(): Promise<void> {
    if (isChecking) return
    isChecking = true
    for (let next = queue.next(); next !== null; next = queue.next()) {
      const from = queue
      const isRight = await isAccepted(next)
      if (isRight !== null) from.drop(next.message.text)
      if (isRight === false) from.wrong.set(next.source, (from.wrong.get(next.source) ?? 0) + 1)
      // Pause before the next check, so that messages that arrive now get their arrival times without delay.
      await setImmediate()
    }
    isChecking = false
  }

  /**
   * Returns true if this is the first message of its machine in an open slot. Returns false if no machine signed it for an open slot, or if its machine has
   * already sent one. Returns null if that cannot be decided now.
   */
  async function isAccepted({ message, source }: Waiting): Promise<boolean | null> {
    let isUndecided = false
    for (const { check, checked } of slots.values()) {
      const found = await check(message).catch(() => undefined)
      if (found === undefined) isUndecided = true
      if (found === undefined || found === null) continue
      const { text: _, ...arrived } = message
      const before = checked.get(found.node)
      if (before === undefined || message.atMs < before.atMs) checked.set(found.node, { ...found, ...arrived })
      if (before === undefined) remember(proven, source)
      return before === undefined
    }
    return isUndecided ? null : false
  }

  return {
    open(slot, checks) {
      if (!slots.has(slot)) slots.set(slot, { ...checks, checked: new Map() })
    },
    shut(slot) {
      const checked = [...(slots.get(slot)?.checked.values() ?? [])]
      const waiting = slots.has(slot) ? queue.inTurn() : []
      slots.delete(slot)
      if (slots.size === 0) queue = emptyQueue(most)
      return { checked, waiting }
    },
    get isOpen() {
      return slots.size > 0
    },
    isRefused: (source) => (queue.wrong.get(source) ?? 0) >= mostWrong,
    add({ message, source, group }) {
      const node = /"node":"(0x[0-9a-f]{64})"/.exec(message.text)?.[1]
      const isKnown = node !== undefined && [...slots.values()].some((slot) => slot.isKnown(node))
      const isAdded = queue.add({ message, source, group: proven.has(source) ? source : group }, isKnown)
      if (isAdded) void checkAll()
      return isAdded
    },
  }
}

function remember(sources: Set<string>, source: string): void {
  sources.delete(source)
  sources.add(source)
  const [oldest] = sources
  if (sources.size > mostProven && oldest !== undefined) sources.delete(oldest)
}

/** Creates the part of the queue that is replaced by an empty one when the last open slot is shut. */
function emptyQueue(most: typeof usual) {
  const shares: FairShares = createFairShares({ total: most.bytes, ofGroup: most.bytesOfGroup })
  const waiting = new Map<string, Waiting>()
  const counts = new Map<string, number>()
  const turns = { known: new Map<string, Waiting[]>(), others: new Map<string, Waiting[]>() }
  const wrong = new Map<string, number>()

  function drop(text: string): void {
    const found = waiting.get(text)
    if (found === undefined) return
    waiting.delete(text)
    const left = (counts.get(found.group) ?? 1) - 1
    if (left === 0) counts.delete(found.group)
    else counts.set(found.group, left)
    found.giveBack()
  }

  /** Takes the next message of the group whose turn it is. Messages of refused sources are dropped without a check. */
  function nextOf(groups: Map<string, Waiting[]>): Waiting | null {
    for (const [group, messages] of groups) {
      const next = messages.shift()
      groups.delete(group)
      if (messages.length > 0) groups.set(group, messages)
      if (next === undefined || waiting.get(next.message.text) !== next) continue
      if ((wrong.get(next.source) ?? 0) < mostWrong) return next
      drop(next.message.text)
    }
    return null
  }

  return {
    ...{ wrong, drop },
    next: () => nextOf(turns.known) ?? nextOf(turns.others),
    add(sent: SentMessage, isKnown: boolean): boolean {
      const { message, group } = sent
      if (waiting.has(message.text)) return true
      const own = counts.get(group) ?? 0
      if (own >= most.messagesOfGroup) return false
      const giveBack = shares.take(group, { cost: Math.max(most.leastBytes, message.text.length), onLost: () => drop(message.text) })
      if (giveBack === null) return false
      const added = { ...sent, giveBack }
      waiting.set(message.text, added)
      counts.set(group, own + 1)
      const groups = isKnown ? turns.known : turns.others
      const messages = groups.get(group)
      if (messages === undefined) groups.set(group, [added])
      else messages.push(added)
      return true
    },
    /** Returns the messages that were not decided: first one of each group, then the second of each, and so on. */
    inTurn(): ArrivedMessage[] {
      const turnOf = new Map<string, number>()
      return [...waiting.values()]
        .map(({ message, group }) => {
          const turn = turnOf.get(group) ?? 0
          turnOf.set(group, turn + 1)
          return { message, turn }
        })
        .toSorted((one, other) => one.turn - other.turn)
        .map(({ message }) => message)
    },
  }
}
