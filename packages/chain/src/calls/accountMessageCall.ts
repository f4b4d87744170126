import type { Address } from '@infinitio/domain'
import type { Hex } from 'viem'

/** A message that an account signed about its own money and orders, and the market it is for. */
export type AccountMessageCall<Message> = { readonly market: Address; readonly message: Message; readonly signature: Hex }
