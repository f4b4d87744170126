import type { ChainAddresses, EmissionTerms, FuturesCommitment, ReadValidatorSet } from '@infinitio/chain'
import type { Address, Hex32 } from '@infinitio/domain'
import type { Logger } from '@infinitio/process'
import type { DeliveryReplay, EpochAccess, EpochDocument } from '@infinitio/sdk/emission'
import type { Hex, PublicClient } from 'viem'
import type { KeptSecrets } from './keptSecrets.ts'
import type { KeptEpochs } from './keptEpochs.ts'

/** A validator: its key, its access to the chain and the API, and its stored records. */
export type Validator = {
  readonly address: Address
  readonly privateKey: Hex
  readonly client: PublicClient
  readonly logger: Logger
  readonly kept: KeptEpochs
  readonly secrets: KeptSecrets
  readonly finalityBlocks: bigint
  /** The operator's file with the value of a PToken in G; null without one. */
  readonly rateFile: string | null
  /** Whether it is the turn of member `index` of `of` members to send; always true for a single member. */
  readonly isTurn: (place: { index: number; of: number }) => boolean
  /** Set in the first round in which emission is deployed. */
  opened: { readonly access: EpochAccess; readonly addresses: ChainAddresses; readonly chainId: number } | null
  /** The set, as read last. */
  set: ReadValidatorSet | null
  /** The result of the last hour; `document` is null if nothing was due. */
  workedOut: { readonly epoch: bigint; readonly previous: bigint; readonly document: EpochDocument | null; readonly statement: Hex32 | null } | null
  /** The last calculated root of reputations; null if no provider had a record. */
  reputations: { readonly epoch: bigint; readonly root: Hex32 | null } | null
  /** The known commitments by id, and the replay that measures them; null before the first is due. */
  readonly commitments: Map<bigint, FuturesCommitment>
  deliveries: DeliveryReplay | null
  /** The accounts in which fees wait, the block up to which they were read, and the hour of the last split; null before the first. */
  readonly fees: { readonly providers: Set<Address>; readTo: bigint; splitHour: bigint | null }
  /** Published terms, and the block up to which they were read. */
  readonly published: { readonly terms: Map<bigint, EmissionTerms>; readTo: bigint }
  /** Published epochs that it has checked, and statements that it has posted. */
  readonly checked: Set<string>
}

/** The state of the chain at the start of a round. */
export type Round = {
  readonly head: bigint
  readonly headTime: bigint
  /** The last final block. */
  readonly final: bigint
  readonly finalTime: bigint
  readonly set: ReadValidatorSet | null
}

/** A validator whose contracts are known. */
export type OpenValidator = Validator & { readonly opened: NonNullable<Validator['opened']> }

/** Whether it is this member's turn to send something that one member must send; false for a non-member. */
export function hasTurn({ address, isTurn }: Pick<Validator, 'address' | 'isTurn'>, { set }: Pick<Round, 'set'>): boolean {
  const index = set?.members.findIndex(({ account }) => account === address) ?? -1
  return set !== null && index >= 0 && isTurn({ index, of: set.members.length })
}
