import { bps, durationSeconds, engineExecutor, nodeId, pTokenUnits, unixSeconds, workloadHash, zeroAddress, zeroHex32 } from '@infinitio/domain'
import { describe, expect, it } from 'vitest'
import { nameRefusal } from './nameRefusal.ts'

describe('nameRefusal', () => {
  it.each([
    ['shorter than a key would make it', '0x1234'],
    ['as long as one, of no point on the curve', `0x${'ff'.repeat(64)}1b`],
  ] as const)('keeps the code of a bid whose contract wallet signed with bytes %s', async (_what, bidSignature) => {
    const sender = { db: neverAsked, chainId: 31_337, addresses: { market: zeroAddress } as never }
    const item = { bid, bidSignature } as never
    expect(await nameRefusal(sender, { code: 'auth.signature_wrong_signer', item })).toBe('auth.signature_wrong_signer')
  })
})

const neverAsked = new Proxy({}, { get: () => () => Promise.reject(new Error('no key is looked for')) }) as never

const bid = {
  ...{ renter: zeroAddress, classMask: 1n, regionMask: 1n, minVramGib: 0, minTier: 0, minReliabilityBps: bps(0n), node: nodeId(zeroHex32) },
  ...{ gpus: 1, minGpusPerNode: 1, allOrNothing: false, cluster: false, durationSeconds: durationSeconds(60n) },
  ...{ startFrom: unixSeconds(0n), startUntil: unixSeconds(1n), maxPricePerGpuSecond: pTokenUnits(1n), maxRelayFee: pTokenUnits(0n), timeInForce: 2 },
  ...{ workloadHash: workloadHash(zeroHex32), maxFeeBps: bps(25n), executor: engineExecutor, nonce: 0n, expiry: unixSeconds(1n) },
}
