import { randomBytes } from 'node:crypto'
import { mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { type Hex32, hex32 } from '@infinitio/domain'
import type { SlotStatementsWire } from '@infinitio/domain/wire'
import type { ProofSlot } from '@infinitio/sdk/proofs'
import { writeDurably } from './writeDurably.ts'

/**
 * The commitments of one machine to its GPU proofs, as this validator received them when it was a timer of a proof slot. `commits` is the hash of all of them.
 * `ms` is the time from when the timer saw the slot's block until they arrived, in milliseconds.
 */
export type Received = { readonly node: Hex32; readonly commits: Hex32; readonly ms: number; readonly site: number }

/**
 * The last completed step of a proof slot.
 * - `seen`: the secret nonce is stored on disk
 * - `called`: this validator has announced to the API that it measures
 * - `received`: the time for commitments is over, and those that arrived are stored on disk
 * - `shown`: the nonce and the arrival times are sent to the API, or this validator is not a timer of the slot
 * - `judged`: the statements about the machines are stored on disk and wait for signatures
 * - `over`: the root is attested, this validator may not sign it, or it has given up the slot
 */
export type SlotPhase = 'seen' | 'called' | 'received' | 'shown' | 'judged' | 'over'

/** A machine that revealed a wrong row. `commit` is the hash of its commitment. */
export type WrongAnswer = { readonly node: Hex32; readonly commit: Hex32 }

/** A proof slot (a block for which machines prove their GPUs) as this validator stores it. `seenAt` is in Unix milliseconds. */
export type KeptSlot = ProofSlot & {
  readonly seenAt: number
  readonly nonce: Hex32
  readonly phase: SlotPhase
  readonly received: readonly Received[]
  readonly statements: SlotStatementsWire | null
  /** The machines that revealed a row which does not match their commitment. */
  readonly wrong: readonly WrongAnswer[]
  /** The epoch (usually a minute) for which this validator signed the root of the proof slot. Null before that. */
  readonly epoch: bigint | null
}

/** The proof slots on this validator's disk. */
export type KeptSlots = {
  /** Returns the proof slots that have not reached the phase `over`, oldest first. */
  open(): KeptSlot[]
  /** Returns the proof slot with this Merkle root, if this validator calculated the root itself, or null. */
  ofRoot(root: Hex32): KeptSlot | null
  /** Returns the proof slots for which this validator itself checked the proofs, oldest first. A slot is stored for four days of block time. */
  judged(): KeptSlot[]
  /** Stores a new proof slot with a new secret nonce, before anything is sent. Returns the slot, or null if it is already stored. */
  add(slot: ProofSlot, seenAt: number): KeptSlot | null
  /** Stores a change of a proof slot, such as its next step, and returns the changed slot. */
  put(slot: KeptSlot, change: Partial<KeptSlot>): KeptSlot
}

/** How long proof slots are stored: a day longer than they count for frauds, because the root of the frauds of an hour may still be signed a day later. */
const keptSeconds = 4n * 86_400n
const nonceBytes = 32

/** Opens the folder in which a validator stores its proof slots. Throws if it cannot be created or read. */
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
      // Compare with the time of the new slot and not with this computer's clock. Otherwise somebody who sets that clock forward would delete the proof of a
      // fraud.
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
  // The field `wrong` lists the machines that revealed a wrong row. Files of an earlier release do not have it.
  return { ...rest, wrong: wrong ?? [], slot: BigInt(slot), at: BigInt(at), epoch: epoch === null ? null : BigInt(epoch) }
}
