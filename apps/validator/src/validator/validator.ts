import type { ChainAddresses, EmissionTerms, FuturesCommitment, ReadValidatorSet } from '@infinitio/chain'
import type { ReadMemory } from '@infinitio/chain/node'
import type { Address, Hex32 } from '@infinitio/domain'
import type { ProbePlace } from '@infinitio/domain/probes'
import type { Logger } from '@infinitio/process'
import type { AttestedSlot, DeliveryReplay, EpochAccess, EpochDocument, HostingDocument, KnownProbes, MachineDocument } from '@infinitio/sdk/emission'
import type { Hex, PublicClient } from 'viem'
import type { KeptSecrets } from './keptSecrets.ts'
import type { KeptEpochs } from './keptEpochs.ts'
import type { KeptHours } from './keptHours.ts'
import type { KeptSlots } from './keptSlots.ts'
import type { Door } from './door.ts'

/** A validator of this process: its key, its clients for the chain and the API, its settings, and the data that it remembers between rounds. */
export type Validator = {
  readonly address: Address
  readonly privateKey: Hex
  readonly client: PublicClient
  /** Caches the results of requests to the chain. A round is one pass over all steps; within it, each request is sent only once. */
  readonly reads: ReadMemory
  readonly logger: Logger
  readonly kept: KeptEpochs
  readonly keptHours: KeptHours
  readonly secrets: KeptSecrets
  readonly finalityBlocks: bigint
  /** The location that this validator states publicly, or null. */
  readonly place: ProbePlace | null
  /** The operator's file with the value of one PToken in G; null if there is none. */
  readonly rateFile: string | null
  /**
   * Returns true if it is the turn of the validator at `index` to send the transactions that any member of the validator set may send. `of` is the number of
   * members. Always true if `of` is 1.
   */
  readonly isTurn: (place: { index: number; of: number }) => boolean
  /** The contracts of the market. Null until a round has found that the emission contract is deployed. */
  opened: { readonly access: EpochAccess; readonly addresses: ChainAddresses; readonly chainId: number } | null
  /** The validator set as this validator last read it. */
  set: ReadValidatorSet | null
  /** The emission epoch of the last hour (what machines are paid for that hour) as this validator calculated it. `document` is null if no payment was due. */
  workedOut: { readonly epoch: bigint; readonly previous: bigint; readonly document: EpochDocument | null; readonly statement: Hex32 | null } | null
  /**
   * The newest attested Merkle root of each kind (subject), such as machines or closed leases: the hour of the root (`epoch`), and the block at which it was
   * read (`head`).
   */
  readonly attested: Map<string, { readonly head: bigint; readonly epoch: bigint }>
  /** The last Merkle root of all providers' reputations that was calculated; `root` is null if no provider had a record. */
  reputations: { readonly epoch: bigint; readonly root: Hex32 | null } | null
  /**
   * The Merkle root of closed leases that was calculated last; `root` is null if no lease was closed in eight days. `newest` is the time at which the last
   * lease was closed, in Unix seconds.
   */
  closed: { readonly epoch: bigint; readonly root: Hex32 | null; readonly newest: bigint } | null
  /** The day of the hosting programmes that was calculated last; `document` is null if no programme has this day. */
  hosting: { readonly day: bigint; readonly document: HostingDocument | null } | null
  /**
   * Data for the statements about machines: the last statements (`document` is null if no machine was registered), the attested proof slots, and the network
   * measurements.
   */
  readonly machines: {
    last: { readonly epoch: bigint; readonly document: MachineDocument | null } | null
    readonly slots: Map<Hex32, AttestedSlot>
    readonly probes: KnownProbes
  }
  /** The attested proof slots that were read to calculate emission epochs, by the root of the slot. */
  readonly epochSlots: Map<Hex32, AttestedSlot>
  /**
   * The commitments of providers (GPU time that they promised), by id. Also the replay of the journal that calculates how much of that time they delivered; it
   * is null until a commitment is due for the first time.
   */
  readonly commitments: Map<bigint, FuturesCommitment>
  deliveries: DeliveryReplay | null
  /**
   * Data for collecting and splitting fees: the accounts of providers, and the block up to which they were read. `splitHour` is the hour of the last split, or
   * null before the first one.
   */
  readonly fees: { readonly providers: Set<Address>; readTo: bigint; splitHour: bigint | null }
  /** The frauds of providers that are recorded on the chain. */
  readonly frauds: KnownFrauds
  /** The terms of the published emission epochs, by epoch, and the block up to which they were read. */
  readonly published: { readonly terms: Map<bigint, EmissionTerms>; readTo: bigint }
  /**
   * Pairs of contradicting roots, each signed by one validator. `sent` has the pairs that this validator has submitted to the chain, and `tried` those that it
   * has tried in the current pass over all pairs.
   */
  readonly doubles: { readonly sent: Set<string>; readonly tried: Set<string> }
  /**
   * Data about disputes from earlier rounds. `ended` has those that ended, by court and number. `againAt` has the time in Unix seconds from which a
   * rejected step is tried again. `next` is the dispute with which the next round continues.
   */
  readonly disputes: { readonly ended: Set<string>; readonly againAt: Map<string, bigint>; next: bigint }
  /** For lists that are too long for one round: maps the name of each list to the index with which the next round continues. */
  readonly nextItems: Map<string, number>
  /** The state of proof slots (blocks at which machines prove their GPUs), including this validator's measurements of when proofs arrive. */
  readonly proofs: Timing
  /** Names of things that this validator need not do again: to check a published emission epoch, or to submit a statement about a lease. */
  readonly checked: Set<string>
}

/**
 * `lastAt` has the time of each provider's last recorded fraud in Unix seconds. `readTo` is the block up to which frauds were read, or null before the first
 * read.
 */
export type KnownFrauds = { readonly lastAt: Map<Address, bigint>; readTo: bigint | null }

/** The state and settings that a validator needs to take part in proof slots (blocks at which machines prove their GPUs). */
export type Timing = {
  readonly kept: KeptSlots
  /**
   * The server on which the validator receives commitments to GPU proofs, with its public URL. Null if it has no server; then it asks no machines for
   * commitments.
   */
  readonly door: (Door & { readonly url: string }) | null
  /** Milliseconds in which machines may commit to their GPU proofs, if this time differs from the protocol's. Only for tests. */
  readonly windowMs: number | null
  /** Maps a slot to the time, by `performance.now()`, at which this process first saw the slot's block. */
  readonly seenMs: Map<Hex32, number>
  /**
   * Maps a slot to the time, by `performance.now()`, at which this process first saw block z of the slot. Block z comes later and selects the rows that
   * machines must publish.
   */
  readonly zSeenMs: Map<Hex32, number>
  /** Maps a slot to the block time in Unix seconds at which the chain node first showed no validator set at the slot's block. */
  readonly noSetAt: Map<Hex32, bigint>
  readonly nodeKeys: Map<Hex32, Address>
  /** The last validator sets that were read for proof slots. */
  readonly sets: ReadValidatorSet[]
  /** The last known block time in Unix seconds, and when it was read, by `performance.now()`. */
  chainTime: { readonly at: bigint; readonly readMs: number }
  /**
   * `isBusy` is true while a slot is being judged. `last` is the slot that was tried last. The next attempt takes a later slot if there is one, so that a slot
   * that fails does not delay the others.
   */
  judging: { readonly isBusy: boolean; readonly last: bigint }
  /** The running check of another validator's root, or the result of the last check if this validator must still act on it. Otherwise null. */
  refuting: RefutingLook | null
  /** The loop over open proof slots pauses between two passes. `wake` ends the pause at once. */
  wake: () => void
}

/** Sends the contract a proof that a root is false. Resolves with false if the contract does not accept the proof. Throws the errors of the chain. */
export type Refutation = () => Promise<boolean>

/**
 * A check of a root that another validator signed. `faults` has the proofs that could show that the root is false. It is null while the check is running, and
 * if the check failed.
 */
export type RefutingLook = { readonly root: Hex32; isOver: boolean; faults: readonly Refutation[] | null }

/** The state of the chain at the start of a round. In each round, a validator performs each of its steps once. */
export type Round = {
  readonly head: bigint
  readonly headTime: bigint
  /** The last final block. */
  readonly final: bigint
  readonly finalTime: bigint
  readonly set: ReadValidatorSet | null
}

/** A validator after the addresses of its contracts were read. */
export type OpenValidator = Validator & { readonly opened: NonNullable<Validator['opened']> }

/**
 * Returns true if this validator has the turn to do what only one validator of the set must do, such as sending a transaction. Returns false if the validator
 * is not in the set.
 */
export function hasTurn({ address, isTurn }: Pick<Validator, 'address' | 'isTurn'>, { set }: Pick<Round, 'set'>): boolean {
  const index = set?.members.findIndex(({ account }) => account === address) ?? -1
  return set !== null && index >= 0 && isTurn({ index, of: set.members.length })
}
