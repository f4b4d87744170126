import { type ContractCall, settleBatchCall, settleCall } from '@infinitio/chain'
import { testKey } from '@infinitio/chain/test'
import { nodeIdOf } from '@infinitio/domain'
import { type CostByKind, costOfSteps } from './costOfSteps.ts'
import { GasParties } from './gasParties.ts'
import { prepareMarket } from './marketFlows.ts'
import { type PairOptions, settlePair } from './openLease.ts'

// Prints the table in gas/README.md: the gas of a settle, and of one more pair in a batch, divided by kind of EVM step.

const plain: Omit<PairOptions, 'nonce'> = { relayFee: 0n, mandated: false }
const parties = await GasParties.start()
try {
  await prepareMarket(parties)
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

async function traced(call: ContractCall): Promise<CostByKind> {
  const steps = await costOfSteps(parties.client, parties.chain.keys.sender.address, call)
  const gas = await parties.gasOf(parties.chain.keys.sender, call)
  const zeros = (call.data.slice(2).match(/../g) ?? []).filter((byte) => byte === '00').length
  const bytes = (call.data.length - 2) / 2
  const sum = Object.values(steps).reduce((all, one) => all + one, 0)
  const data = zeros * 4 + (bytes - zeros) * 16
  return { ...steps, 'bytes of the call': data, 'any transaction': 21_000, 'what tracing does not name': gas - sum - data - 21_000, total: gas }
}
