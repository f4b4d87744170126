import { type Address, address, assetUnits, bps, type ChannelFacts, channelIdOf, keyCurves, ledgerAssets, serviceId } from '@infinitio/domain'
import { shareClaim } from '../src/index.ts'

const account = (digit: string): Address => address(`0x${digit.repeat(40)}`)

/** Claims at each edge of the rounding, and the largest; the contract's library gives the same shares. */
function moneyVectors() {
  const claims = [0n, 1n, 2n, 399n, 400n, 401n, 3_999n, 4_000n, 4_001n, 123_456_789_012_345_678n, 2n ** 96n - 1n].map(assetUnits)
  const royalties = [0n, 1n, 1_000n, 3_000n].map((value) => bps(value))
  return royalties.flatMap((royaltyBps) =>
    claims.flatMap((claim, at) =>
      claims.slice(0, at + 1).map((settled) => ({ settled, claim, royaltyBps, ...shareClaim({ settled, claim, royaltyBps }) })),
    ),
  )
}

function channelVectors() {
  return keyCurves.flatMap((curve) =>
    ledgerAssets.map((asset) => {
      const facts: ChannelFacts = { payer: account('a'), key: account('b'), curve, service: serviceId(account('c')), asset }
      return { ...facts, curve: keyCurves.indexOf(curve), asset: ledgerAssets.indexOf(asset), id: channelIdOf(facts) }
    }),
  )
}

/** The vectors that this package and the ledger's libraries are both compared with, by the name of their file. */
export function serviceVectors() {
  return { serviceMoney: moneyVectors(), serviceChannels: channelVectors() }
}
