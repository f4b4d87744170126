import {
  type Ask,
  address,
  type Bid,
  bps,
  domainSeparator,
  durationSeconds,
  hashAsk,
  hashBid,
  hashMandate,
  type Mandate,
  nodeId,
  pTokenUnits,
  unixSeconds,
  workloadHash,
  askStruct,
  bidStruct,
  mandateStruct,
  structToChain,
} from '@infinitio/domain'
import { keccak256, toBytes } from 'viem'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { marketAbi } from '../src/index.ts'
import { createChainClient } from '../src/node/index.ts'
import { startTestChain, type TestChain } from './startTestChain.ts'

const orders = process.env.TEST_LONG === '1' ? 1_000 : 200
const inFlight = 20

describe('order hashes', () => {
  let chain: TestChain
  beforeAll(async () => {
    chain = await startTestChain()
  })
  afterAll(async () => {
    await chain.stop()
  })

  test('equal the Market contract’s for 1,000 random asks, bids and mandates', async () => {
    const client = createChainClient({ rpcUrl: chain.rpcUrl, timeoutMs: 30_000 })
    const market = { address: chain.addresses.market, abi: marketAbi } as const
    const domain = { chainId: chain.chainId, market: chain.addresses.market }
    expect(await client.readContract({ ...market, functionName: 'domainSeparator' })).toBe(domainSeparator(domain))

    const compare = async (number: number) => {
      const random = randomFields(number)
      const [ask, bid, mandate] = [askOf(random), bidOf(random), mandateOf(random)]
      const [askHash, bidHash, mandateHash] = await Promise.all([
        client.readContract({ ...market, functionName: 'hashAsk', args: [structToChain(askStruct, ask)] }),
        client.readContract({ ...market, functionName: 'hashBid', args: [structToChain(bidStruct, bid)] }),
        client.readContract({ ...market, functionName: 'hashMandate', args: [structToChain(mandateStruct, mandate)] }),
      ])
      expect([hashAsk(ask, domain), hashBid(bid, domain), hashMandate(mandate, domain)], `order ${number}`).toEqual([askHash, bidHash, mandateHash])
    }
    for (let from = 0; from < orders; from += inFlight) await Promise.all(Array.from({ length: inFlight }, (_, at) => compare(from + at)))
  })
})

/** Creates the fields of an order from the hash of a number, so that the same number always gives the same order. Each field is sometimes at its limit. */
function randomFields(number: number) {
  let drawn = 0
  const uint = (bits: number): bigint => {
    drawn += 1
    const digest = BigInt(keccak256(toBytes(`order ${number} field ${drawn}`)))
    const limit = 2n ** BigInt(bits) - 1n
    return digest % 16n === 0n ? limit : (digest >> 8n) & limit
  }
  const hex = (bits: number) =>
    `0x${uint(bits)
      .toString(16)
      .padStart(bits / 4, '0')}`
  const seconds = () => durationSeconds(uint(32))
  return {
    uint,
    small: () => Number(uint(8)),
    flag: () => uint(1) === 1n,
    account: () => address(hex(160)),
    node: () => nodeId(hex(256)),
    workload: () => workloadHash(hex(256)),
    seconds,
    moment: () => unixSeconds(uint(40)),
    price: () => pTokenUnits(uint(96)),
    rate: () => bps(uint(13)),
  }
}

type Fields = ReturnType<typeof randomFields>

function askOf({ account, node, price, small, seconds, moment, rate, flag, uint }: Fields): Ask {
  return {
    provider: account(),
    node: node(),
    pricePerGpuSecond: price(),
    minGpus: small(),
    maxGpus: small(),
    minDurationSeconds: seconds(),
    maxDurationSeconds: seconds(),
    availableFrom: moment(),
    availableUntil: moment(),
    maxFeeBps: rate(),
    noticeSeconds: seconds(),
    trialSeconds: seconds(),
    privateRenter: account(),
    transferable: flag(),
    executor: account(),
    nonce: uint(64),
    expiry: moment(),
  }
}

function bidOf({ account, node, workload, price, small, seconds, moment, rate, flag, uint }: Fields): Bid {
  return {
    renter: account(),
    classMask: uint(256),
    regionMask: uint(256),
    minVramGib: Number(uint(16)),
    minTier: small(),
    minReliabilityBps: rate(),
    node: node(),
    gpus: small(),
    minGpusPerNode: small(),
    allOrNothing: flag(),
    cluster: flag(),
    durationSeconds: seconds(),
    startFrom: moment(),
    startUntil: moment(),
    maxPricePerGpuSecond: price(),
    maxRelayFee: price(),
    timeInForce: small(),
    workloadHash: workload(),
    maxFeeBps: rate(),
    executor: account(),
    nonce: uint(64),
    expiry: moment(),
  }
}

function mandateOf({ account, node, price, small, seconds, moment, uint }: Fields): Mandate {
  const notice = { minNoticeSeconds: seconds(), maxNoticeSeconds: seconds() }
  const limits = { minPricePerGpuSecond: price(), maxDurationSeconds: seconds(), maxTrialSeconds: seconds(), ...notice }
  return { provider: account(), node: node(), ...limits, availableUntil: moment(), flags: small(), until: moment(), nonce: uint(64) }
}
