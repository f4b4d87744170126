import type { ContractCall } from '@infinitio/chain'
import { type TestKey, testKey } from '@infinitio/chain/test'
import type { Address, NodeId } from '@infinitio/domain'
import type { Random } from '../../../../../packages/matching/test/randomOf.ts'
import type { TwinChains } from './twinChains.ts'

/** The accounts and nodes that make calls on both chains (the real one and its model). `count` is the number of calls so far. */
export type TwinScene = {
  twins: TwinChains
  random: Random
  renters: readonly TestKey[]
  nodes: readonly { id: NodeId; key: TestKey; gpus: number }[]
  stranger: TestKey
  count: number
}

/** A call for both chains, and its name. */
export type Planned = { from: Address; call: ContractCall; what: string }

/** Returns the one session key that an account may authorise. */
export function sessionKeyOf({ address }: TestKey): TestKey {
  return testKey(`session key of ${address}`)
}
