import {
  address,
  type Bid,
  bps,
  durationSeconds,
  engineExecutor,
  hashBid,
  nodeId,
  pTokenUnits,
  unixSeconds,
  workloadHash,
  zeroAddress,
  zeroHex32,
} from '@infinitio/domain'
import { privateKeyToAccount } from 'viem/accounts'
import { describe, expect, it } from 'vitest'
import { nameRefusal } from './nameRefusal.ts'

const noKey = `0x${'12'.repeat(130)}` as const

describe('nameRefusal', () => {
  it.each([
    ['shorter than a key would make it', '0x1234'],
    ['as long as one, of no point on the curve', `0x${'ff'.repeat(64)}1b`],
  ] as const)('returns the code unchanged for a bid whose contract wallet signed with bytes %s', async (_what, bidSignature) => {
    expect(await nameRefusal(senderOf(), { ...wrongSigner, item: itemOf(bidSignature) })).toBe('auth.signature_wrong_signer')
  })

  it('reports a refused ask signature if the provider’s account no longer accepts it, for any signer of the bid', async () => {
    const refusal = { code: 'auth.signature_wrong_signer', name: 'Market_SignerNotProvider' } as const
    expect(await nameRefusal(senderOf(), { ...refusal, item: itemOf(noKey) })).toBe('order.ask_signature_refused')
    expect(await nameRefusal(senderOf(), { ...refusal, item: itemOf(await signed()) })).toBe('order.ask_signature_refused')
  })

  it('reports a refused ask signature if it is malformed and the bid’s signature is not', async () => {
    expect(await nameRefusal(senderOf(), { ...malformed, item: itemOf(await signed()) })).toBe('order.ask_signature_refused')
    expect(await nameRefusal(senderOf({ code: '0xef01' }), { ...malformed, item: itemOf(noKey) })).toBe('order.ask_signature_refused')
  })

  it('reports an unsigned bid if the renter’s account no longer has code', async () => {
    expect(await nameRefusal(senderOf({ code: undefined }), { ...malformed, item: itemOf(noKey) })).toBe('auth.signature_wrong_signer')
  })
})

const renter = privateKeyToAccount(`0x${'7'.repeat(64)}`)
const wrongSigner = { code: 'auth.signature_wrong_signer', name: 'Market_SignerNotRenter' } as const
const malformed = { code: 'auth.signature_malformed', name: 'ECDSAInvalidSignatureLength' } as const
const deployment = { chainId: 31_337, market: zeroAddress }
const itemOf = (bidSignature: string) => ({ bid, bidSignature }) as never
const signed = () => renter.sign({ hash: hashBid(bid, deployment) })

/**
 * Creates a sender for tests. `chain.code` is the code that its chain returns for the renter's address. Without `chain`, any request for the code fails the
 * test.
 */
function senderOf(chain?: { code: `0x${string}` | undefined }) {
  const client = { getCode: () => (chain === undefined ? Promise.reject(new Error('no code is looked for')) : Promise.resolve(chain.code)) }
  return { db: neverAsked, client: client as never, chainId: deployment.chainId, addresses: { market: deployment.market } as never }
}

const neverAsked = new Proxy({}, { get: () => () => Promise.reject(new Error('no key is looked for')) }) as never

const bid: Bid = {
  ...{
    renter: address(renter.address.toLowerCase()),
    classMask: 1n,
    regionMask: 1n,
    minVramGib: 0,
    minTier: 0,
    minReliabilityBps: bps(0n),
    node: nodeId(zeroHex32),
  },
  ...{ gpus: 1, minGpusPerNode: 1, allOrNothing: false, cluster: false, durationSeconds: durationSeconds(60n) },
  ...{ startFrom: unixSeconds(0n), startUntil: unixSeconds(1n), maxPricePerGpuSecond: pTokenUnits(1n), maxRelayFee: pTokenUnits(0n), timeInForce: 2 },
  ...{ workloadHash: workloadHash(zeroHex32), maxFeeBps: bps(25n), executor: engineExecutor, nonce: 0n, expiry: unixSeconds(1n) },
}
