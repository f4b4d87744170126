import { address, bidTypedData, hashAsk, hashBid, type TypedData } from '@infinitio/domain'
import { askFromWire, bidFromWire } from '@infinitio/domain/wire'
import { hashTypedData, recoverAddress } from 'viem'
import { privateKeyToAccount } from 'viem/accounts'
import { describe, expect, test } from 'vitest'
import { buildAsk, signAsk } from './buildAsk.ts'
import { buildBid, signBid } from './buildBid.ts'
import { newWorkload } from './newWorkload.ts'
import { signingDomainOf, signTypedData } from '../signing/signTypedData.ts'

const account = privateKeyToAccount(`0x${'7'.repeat(64)}`)
const market = `0x${'a'.repeat(40)}`
const chain = {
  chainId: 31_337,
  addresses: { market } as never,
  chainNow: 1_000_000,
  feeBps: 25,
  relayFee: '5',
  leastLeaseValue: '0',
  smallLeaseFee: '0',
}
const node = `0x${'b'.repeat(64)}`

function setup(start: { startAt?: number } = {}) {
  const bid = buildBid({
    ...start,
    listing: { node, classId: 3, regionId: 2 },
    pricePerGpuSecond: '77',
    renter: account.address,
    gpus: 2,
    durationSeconds: 7_200,
    workloadHash: `0x${'c'.repeat(64)}`,
    nonce: 9n,
    chain,
  })
  const ask = buildAsk({
    provider: account.address,
    node,
    pricePerGpuSecond: 77n,
    gpus: 4,
    minDurationSeconds: 60,
    maxDurationSeconds: 3_600,
    availableForSeconds: 600,
    noticeSeconds: 0,
    trialSeconds: 0,
    nonce: 1n,
    chain,
  })
  return { bid, ask, domain: signingDomainOf(chain) }
}

describe('an order', () => {
  test('books exactly the shown node at the shown price, now or never', () => {
    const { bid } = setup()
    expect(bid).toMatchObject({
      node,
      maxPricePerGpuSecond: 77n,
      gpus: 2,
      minGpusPerNode: 2,
      allOrNothing: true,
      timeInForce: 2,
      classMask: 8n,
      regionMask: 4n,
      maxRelayFee: 5n,
      maxFeeBps: 25n,
    })
    expect(bid.expiry).toBe(1_000_600n)
    expect(bid.startFrom).toBeLessThan(1_000_000n)
  })

  test('rents the shown node from a later start on, and settles at most an hour after it', () => {
    const { bid } = setup({ startAt: 1_080_000 })
    expect(bid).toMatchObject({ node, allOrNothing: true, timeInForce: 2, startFrom: 1_080_000n, startUntil: 1_083_600n, expiry: 1_000_600n })
  })

  test('is signed so that its hash gives the signer back, and travels unchanged', async () => {
    const { bid, ask, domain } = setup()
    const signedBid = await signBid(account, { bid, chain })
    const signedAsk = await signAsk(account, { ask, chain })
    if (signedBid.kind !== 'bid' || signedAsk.kind !== 'ask') throw new Error('kinds are kept')
    expect(bidFromWire(signedBid.order)).toEqual(bid)
    expect(askFromWire(signedAsk.order)).toEqual(ask)
    expect(await recoverAddress({ hash: hashBid(bid, domain), signature: signedBid.signature as `0x${string}` })).toBe(account.address)
    expect(await recoverAddress({ hash: hashAsk(ask, domain), signature: signedAsk.signature as `0x${string}` })).toBe(account.address)
  })

  test('has the same hash as viem gives its typed data', () => {
    const { bid, domain } = setup()
    expect(hashBid(bid, domain)).toBe(hashTypedData(bidTypedData(bid, { ...domain, market: address(market) }) as never))
  })

  test('gets the one accepted spelling of a signature from a wallet that writes v as 0 or 1, or in capitals', async () => {
    const { bid, domain } = setup()
    const data = bidTypedData(bid, domain)
    const good = await signTypedData(account, data)
    const odd = {
      address: account.address,
      signTypedData: async (value: TypedData) =>
        (await account.signTypedData(value as never)).replace(/1b$/, '00').replace(/1c$/, '01').toUpperCase().replace('0X', '0x'),
    }
    expect(await signTypedData(odd, data)).toBe(good)
  })
})

describe('a workload', () => {
  test('has a fresh salt each time, so that equal content has another hash', () => {
    const content = { template: 'shell' as const, startScript: '', sshKeys: [], environment: {}, ports: [] }
    const first = newWorkload(content)
    expect(first.workload.salt).toMatch(/^0x[0-9a-f]{64}$/)
    expect(newWorkload(content).workloadHash).not.toBe(first.workloadHash)
  })
})
