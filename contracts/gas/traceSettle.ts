import { settleBatchCall, settleCall } from '@infinitio/chain'
import { testKey } from '@infinitio/chain/test'
import { nodeIdOf } from '@infinitio/domain'
import { GasParties } from './gasParties.ts'
import { prepareMarket } from './marketFlows.ts'
import { type PairOptions, settlePair } from './openLease.ts'
import { tracedCall } from './tracedCall.ts'

// Prints the table in gas/README.md: the gas of a settle, and of one more pair in a batch, divided by kind of EVM step.

const plain: Omit<PairOptions, 'nonce'> = { relayFee: 0n, mandated: false }
const parties = await GasParties.start()
try {
  await prepareMarket(parties)
  const traced = (call: Parameters<typeof tracedCall>[2]) => tracedCall(parties, parties.chain.keys.sender, call)
  const node = nodeIdOf({ provider: parties.chain.keys.provider.address, nodeKey: testKey('second gas node').address })
  const other = { ...plain, renter: testKey('other gas renter'), node }
  const settle = await traced(settleCall({ market: parties.domain.market, item: await settlePair(parties, { ...plain, nonce: 1n }) }))
  const one = await traced(settleBatchCall({ market: parties.domain.market, items: [await settlePair(parties, { ...plain, nonce: 2n })] }))
  const pairs = [await settlePair(parties, { ...plain, nonce: 3n }), await settlePair(parties, { ...other, nonce: 3n })]
  const two = await traced(settleBatchCall({ market: parties.domain.market, items: pairs }))
  for (const kind of Object.keys(two)) console.log(`${kind.padEnd(40)} ${settle[kind] ?? 0} ${(two[kind] ?? 0) - (one[kind] ?? 0)}`)
} finally {
  await parties.chain.stop()
}
