import type { Address } from '@infinitio/domain'
import type { Hex } from 'viem'

/** What a transaction asks of a contract. Carries no native coin. */
export type ContractCall = { readonly to: Address; readonly data: Hex }
