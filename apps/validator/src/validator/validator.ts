import type { ChainAddresses, EmissionTerms, FuturesCommitment, ReadValidatorSet } from '@infinitio/chain'
import type { ReadMemory } from '@infinitio/chain/node'
import type { Address, Hex32 } from '@infinitio/domain'
import type { ProbePlace } from '@infinitio/domain/probes'
import type { Logger } from '@infinitio/process'
import type { AttestedSlot, DeliveryReplay, EpochAccess, EpochDocument, KnownProbes, MachineDocument } from '@infinitio/sdk/emission'
import type { Hex, PublicClient } from 'viem'
import type { KeptSecrets } from './keptSecrets.ts'
import type { KeptEpochs } from './keptEpochs.ts'
import type { KeptHours } from './keptHours.ts'
import type { KeptSlots } from './keptSlots.ts'
import type { Door } from './door.ts'

/** A validator: its key, its access to the chain and the API, and its stored records. */
export type Validator = {
  readonly address: Address
  readonly privateKey: Hex
  readonly client: PublicClient
  /** The reads that the client sends once in a round. */
  readonly reads: ReadMemory
  readonly logger: Logger
  readonly kept: KeptEpochs
  readonly keptHours: KeptHours
  readonly secrets: KeptSecrets
  readonly finalityBlocks: bigint
  /** The location that it states; null if it states none. */
  readonly place: ProbePlace | null
  /** The operator's file with the value of one PToken in G; null if there is none. */
  readonly rateFile: string | null
  /** Returns true if it is the turn of member `index` among `of` members to send. Always true for a single member. */
  readonly isTurn: (place: { index: number; of: number }) => boolean
  /** The contracts. Null until the first round in which emission is deployed. */
  opened: { readonly access: EpochAccess; readonly addresses: ChainAddresses; readonly chainId: number } | null
  /** The validator set as it was last read. */
  set: ReadValidatorSet | null
  /** The result of the last hour; `document` is null if nothing was due. */
  workedOut: { readonly epoch: bigint; readonly previous: bigint; readonly document: EpochDocument | null; readonly statement: Hex32 | null } | null
  /** The hour of the newest attested root of a subject, and the block at which it was read. */
  readonly attested: Map<string, { readonly head: bigint; readonly epoch: bigint }>
  /** The last root of reputations that was calculated; `root` is null if no provider had a record. */
  reputations: { readonly epoch: bigint; readonly root: Hex32 | null } | null
  /** The last root of closed leases that was calculated; `root` is null if no lease closed in eight days. `newest` is the last close in Unix seconds. */
  closed: { readonly epoch: bigint; readonly root: Hex32 | null; readonly newest: bigint } | null
  /** The last statements about machines; `document` is null if no machine was registered. */
  readonly machines: {
    last: { readonly epoch: bigint; readonly document: MachineDocument | null } | null
    readonly slots: Map<Hex32, AttestedSlot>
    readonly probes: KnownProbes
  }
  /** The attested slots that were read for epochs, by root. */
  readonly epochSlots: Map<Hex32, AttestedSlot>
  /** The known commitments by id, and the replay that measures their delivery. The replay is null until the first commitment is due. */
  readonly commitments: Map<bigint, FuturesCommitment>
  deliveries: DeliveryReplay | null
  /** The accounts in which fees wait, the block up to which they were read, and the hour of the last split, or null before the first split. */
  readonly fees: { readonly providers: Set<Address>; readTo: bigint; splitHour: bigint | null }
  /** The recorded frauds of providers. */
  readonly frauds: KnownFrauds
  /** The published terms of epochs, and the block up to which they were read. */
  readonly published: { readonly terms: Map<bigint, EmissionTerms>; readTo: bigint }
  /** The pairs of contradicting signatures that this validator sent, and those that it tried since it last tried all of them. */
  readonly doubles: { readonly sent: Set<string>; readonly tried: Set<string> }
  /** Disputes that ended, and the time in Unix seconds from which a refused step is tried again, by court and number; the dispute with which the next round starts. */
  readonly disputes: { readonly ended: Set<string>; readonly againAt: Map<string, bigint>; next: bigint }
  /** The place in a list with which the next round goes on, by the name of the list. */
  readonly nextItems: Map<string, number>
  /** The slots of GPU proofs, and the timer's part in them. */
  readonly proofs: Timing
  /** The published epochs that this validator has checked, and the statements that it has posted. */
  readonly checked: Set<string>
}

/** The recorded frauds of providers: the time of the last one of each in Unix seconds, and the block up to which they were read; null before the first reading. */
export type KnownFrauds = { readonly lastAt: Map<Address, bigint>; readTo: bigint | null }

/** The part of a validator that takes part in slots of GPU proofs. */
export type Timing = {
  readonly kept: KeptSlots
  /** The door at which it receives commits, with its URL; null for a validator without one, which calls nobody. */
  readonly door: (Door & { readonly url: string }) | null
  /** Time for commits in ms, if it is not that of the chain. Only for tests. */
  readonly windowMs: number | null
  /** When each slot's block was first seen, by the monotonic clock of this process. */
  readonly seenMs: Map<Hex32, number>
  /** When the block that decides a slot's samples was first seen, by the monotonic clock of this process. */
  readonly zSeenMs: Map<Hex32, number>
  readonly nodeKeys: Map<Hex32, Address>
  /** The time of a block in Unix seconds, and when it was read by the monotonic clock of this process. */
  chainTime: { readonly at: bigint; readonly readMs: number }
  /**
   * `isBusy`: a slot is being judged. `last`: the number of the slot that was tried last. The next try prefers a later slot, so that a slot that fails does not
   * delay the others.
   */
  judging: { readonly isBusy: boolean; readonly last: bigint }
  /** The look at a root of others that runs or ended last; null if none waits for its result. */
  refuting: RefutingLook | null
  /** Ends the pause before the next look at open slots. */
  wake: () => void
}

/** Shows to the contract that a root is false. Resolves with false if it is not so. Throws the errors of the chain. */
export type Refutation = () => Promise<boolean>

/** A look at a root that another validator signed. `faults` are null until it is over, and if it failed. */
export type RefutingLook = { readonly root: Hex32; isOver: boolean; faults: readonly Refutation[] | null }

/** The state of the chain at the start of a round. */
export type Round = {
  readonly head: bigint
  readonly headTime: bigint
  /** The last final block. */
  readonly final: bigint
  readonly finalTime: bigint
  readonly set: ReadValidatorSet | null
}

/** A validator whose contracts have been looked up. */
export type OpenValidator = Validator & { readonly opened: NonNullable<Validator['opened']> }

/** Returns true if it is this member's turn to send something that only one member must send. Returns false for a validator that is not a member. */
export function hasTurn({ address, isTurn }: Pick<Validator, 'address' | 'isTurn'>, { set }: Pick<Round, 'set'>): boolean {
  const index = set?.members.findIndex(({ account }) => account === address) ?? -1
  return set !== null && index >= 0 && isTurn({ index, of: set.members.length })
}
