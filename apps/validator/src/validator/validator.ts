import type { ChainAddresses, EmissionTerms, FuturesCommitment, ReadValidatorSet } from '@infinitio/chain'
import type { Address, Hex32 } from '@infinitio/domain'
import type { Logger } from '@infinitio/process'
import type { DeliveryReplay, EpochAccess, EpochDocument } from '@infinitio/sdk/emission'
import type { Hex, PublicClient } from 'viem'
import type { KeptSecrets } from './keptSecrets.ts'
import type { KeptEpochs } from './keptEpochs.ts'

/** A validator: its key, its ways to the chain and the API, and what it keeps. */
export type Validator = {
  readonly address: Address
  readonly privateKey: Hex
  readonly client: PublicClient
  readonly logger: Logger
  readonly kept: KeptEpochs
  readonly secrets: KeptSecrets
  readonly finalityBlocks: bigint
  /** Where the operator's source says what a PToken is worth in G; null without one. */
  readonly rateFile: string | null
  /** Whether it is this member's turn to send, of so many; always where it is the only one. */
  readonly isTurn: (place: { index: number; of: number }) => boolean
  /** Made at the first round in which emission is deployed. */
  opened: { readonly access: EpochAccess; readonly addresses: ChainAddresses; readonly chainId: number } | null
  /** The set as it was read last. */
  set: ReadValidatorSet | null
  /** What it worked out for the last hour; `null` where nothing was due. */
  workedOut: { readonly epoch: bigint; readonly previous: bigint; readonly document: EpochDocument | null; readonly statement: Hex32 | null } | null
  /** The root of reputations that it worked out last; null where nobody had a past. */
  reputations: { readonly epoch: bigint; readonly root: Hex32 | null } | null
  /** The commitments it knows of, by id, and the replay that measures them; null before the first is due. */
  readonly commitments: Map<bigint, FuturesCommitment>
  deliveries: DeliveryReplay | null
  /** Whose accounts fees wait in, as far as it has read, and in which hour it had them split last; null before the first time. */
  readonly fees: { readonly providers: Set<Address>; readTo: bigint; splitHour: bigint | null }
  /** Terms that were published, and up to which block it knows of them. */
  readonly published: { readonly terms: Map<bigint, EmissionTerms>; readTo: bigint }
  /** Published epochs that it has looked at already, and what it handed in. */
  readonly checked: Set<string>
}

/** What a round has read of the chain. */
export type Round = {
  readonly head: bigint
  readonly headTime: bigint
  /** The last block that no reorg drops. */
  readonly final: bigint
  readonly finalTime: bigint
  readonly set: ReadValidatorSet | null
}

/** A validator that knows its contracts. */
export type OpenValidator = Validator & { readonly opened: NonNullable<Validator['opened']> }

/** Whether it is this member's turn to send something that one of them must; never for whoever is not in the set. */
export function hasTurn({ address, isTurn }: Pick<Validator, 'address' | 'isTurn'>, { set }: Pick<Round, 'set'>): boolean {
  const index = set?.members.findIndex(({ account }) => account === address) ?? -1
  return set !== null && index >= 0 && isTurn({ index, of: set.members.length })
}
