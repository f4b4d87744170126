import { randomBytes } from 'node:crypto'
import { mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { type Hex32, hex32 } from '@infinitio/domain'
import type { SlotStatementsWire } from '@infinitio/domain/wire'
import type { ProofSlot } from '@infinitio/sdk/proofs'
import { writeDurably } from './writeDurably.ts'

/** A commit that this timer received, with the milliseconds since it first saw the slot's block. */
export type Received = { readonly node: Hex32; readonly commits: Hex32; readonly ms: number }

/**
 * The step of a slot that was done last.
 * - `seen`: the nonce is on disk.
 * - `called`: the board has the call.
 * - `received`: the time for commits is over, and what came is on disk.
 * - `shown`: the board has the receipt. A slot that this validator does not time has this step too.
 * - `judged`: the statements are on disk, and wait for signatures.
 * - `over`: the root is attested, or the slot counts for nobody.
 */
export type SlotPhase = 'seen' | 'called' | 'received' | 'shown' | 'judged' | 'over'

/** An answer with a wrong row. `commit` is its hash. */
export type WrongAnswer = { readonly node: Hex32; readonly commit: Hex32 }

/** A slot as this validator stores it. `seenAt` is in Unix milliseconds. */
export type KeptSlot = ProofSlot & {
  readonly seenAt: number
  readonly nonce: Hex32
  readonly phase: SlotPhase
  readonly received: readonly Received[]
  readonly statements: SlotStatementsWire | null
  /** The answers in which a committed row was wrong. */
  readonly wrong: readonly WrongAnswer[]
  /** The hour for which the root was signed; null before. */
  readonly epoch: bigint | null
}

/** The slots on this validator's disk. */
export type KeptSlots = {
  /** Returns the slots that are not over, oldest first. */
  open(): KeptSlot[]
  /** Returns the slot of a root that this validator calculated itself, or null. */
  ofRoot(root: Hex32): KeptSlot | null
  /** Returns the slots of at least the last four days of the chain that this validator judged itself, oldest first. */
  judged(): KeptSlot[]
  /** Stores a new slot with a new nonce before anything is sent. Returns it, or null if it is stored already. */
  add(slot: ProofSlot, seenAt: number): KeptSlot | null
  /** Stores the next step of a slot, and returns it. */
  put(slot: KeptSlot, change: Partial<KeptSlot>): KeptSlot
}

/** A day more than counts for frauds, because their root is that of a past hour. */
const keptSeconds = 4n * 86_400n
const nonceBytes = 32

/** Opens the folder. Throws if it cannot be created or read. */
export function openKeptSlots(folder: string): KeptSlots {
  const path = join(folder, 'slots')
  mkdirSync(path, { recursive: true, mode: 0o700 })
  const slots = new Map<Hex32, KeptSlot>()
  for (const file of readdirSync(path).filter((name) => name.endsWith('.json'))) {
    const slot = fromText(readFileSync(join(path, file), 'utf8'))
    slots.set(slot.slotHash, slot)
  }
  const fileOf = ({ slotHash }: KeptSlot) => join(path, `${slotHash}.json`)
  const keep = (slot: KeptSlot) => {
    writeDurably(fileOf(slot), toText(slot))
    slots.set(slot.slotHash, slot)
    return slot
  }
  const sorted = (list: readonly KeptSlot[]) => list.toSorted((one, other) => Number(one.slot - other.slot))
  return {
    open: () => sorted([...slots.values()].filter(({ phase }) => phase !== 'over')),
    judged: () => sorted([...slots.values()].filter(({ statements }) => statements !== null)),
    ofRoot: (root) => [...slots.values()].find(({ statements }) => statements?.root === root) ?? null,
    add(slot, seenAt) {
      if (slots.has(slot.slotHash)) return null
      // By the time of the chain: a clock that is set forward must not delete the proof of a fraud.
      for (const old of [...slots.values()].filter((it) => it.at < slot.at - keptSeconds)) {
        rmSync(fileOf(old), { force: true })
        slots.delete(old.slotHash)
      }
      const nonce = hex32(`0x${randomBytes(nonceBytes).toString('hex')}`)
      return keep({ ...slot, seenAt, nonce, phase: 'seen', received: [], statements: null, wrong: [], epoch: null })
    },
    put: (slot, change) => keep({ ...slot, ...change }),
  }
}

function toText({ slot, at, epoch, ...rest }: KeptSlot): string {
  return JSON.stringify({ ...rest, slot: `${slot}`, at: `${at}`, epoch: epoch === null ? null : `${epoch}` })
}

function fromText(text: string): KeptSlot {
  const { slot, at, epoch, wrong, ...rest } = JSON.parse(text) as Omit<KeptSlot, 'slot' | 'at' | 'epoch' | 'wrong'> & {
    slot: string
    at: string
    epoch: string | null
    wrong?: readonly WrongAnswer[]
  }
  // A file of an earlier release has no wrong answers.
  return { ...rest, wrong: wrong ?? [], slot: BigInt(slot), at: BigInt(at), epoch: epoch === null ? null : BigInt(epoch) }
}
