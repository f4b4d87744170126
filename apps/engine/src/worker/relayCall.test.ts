import { type ChainAddresses, marketAbi } from '@infinitio/chain'
import type { LeaseRow } from '@infinitio/db'
import { relayKind, relayRequestWire } from '@infinitio/domain/wire'
import { decodeFunctionData } from 'viem'
import { describe, expect, it } from 'vitest'
import { relayCall } from './relayCall.ts'
import { parseRelayPayload } from './relayPayload.ts'

const account = `0x${'ab'.repeat(20)}`
const word = `0x${'cd'.repeat(32)}`
const signature = `0x${'12'.repeat(64)}1b`
const leaseId = '7'
const expiry = 2_000_000_000
const nonce = '18446744073709551615'

/** One relay (a signed message that the worker sends to the chain) of each kind, in the format of `POST /relays`. */
const relays = [
  { kind: 'ready', leaseId, signedAt: 1_900_000_000, signature },
  { kind: 'end', leaseId, accept: true, expiry, signature },
  { kind: 'cancelLease', leaseId, expiry, signature },
  { kind: 'extend', leaseId, end: expiry, relayFee: '1', expiry, signature },
  { kind: 'autoExtend', leaseId, stepSeconds: 3_600, maxTotalSeconds: 7_200, relayFee: '1', nonce, expiry, signature },
  { kind: 'endByProvider', leaseId, expiry, signature },
  { kind: 'noShow', leaseId, expiry, signature },
  { kind: 'transferLease', leaseId, to: account, relayFee: '1', nonce, expiry, signature },
  { kind: 'withdraw', account, amount: '5', to: account, relayFee: '1', nonce, expiry, signature },
  { kind: 'cancelAsk', account, relayFee: '1', nonce, expiry, signature },
  { kind: 'cancelBid', account, relayFee: '1', nonce, expiry, signature },
  { kind: 'raiseFloor', account, relayFee: '1', floor: nonce, expiry, signature },
  { kind: 'deposit', account, amount: '5', relayFee: '1', nonce, expiry, permit: { deadline: '9', v: 27, r: word, s: word }, signature },
  { kind: 'authorize', account, key: account, totalLeft: nonce, dayCap: nonce, sessionExpiry: expiry, relayFee: '1', nonce, expiry, signature },
  { kind: 'revoke', account, key: account, relayFee: '1', nonce, expiry, signature },
]
const addresses = { market: account, faucet: account } as ChainAddresses

const lease = {
  leaseId: 7n,
  renter: account,
  provider: account,
  nodeId: word,
  hostKey: word,
  pricePerGpuSecond: 1n,
  gpus: 1,
  startAt: 1_900_000_000n,
  durationSeconds: 3_600n,
  noticeSeconds: 0n,
  trialSeconds: 0n,
  feeBps: 25,
  flags: 0,
  askNonce: 1n,
  askMaxDurationSeconds: 7_200n,
  askAvailableUntil: 2_000_000_000n,
  workloadHash: word,
} as unknown as LeaseRow

describe('relays of the worker', () => {
  it('cover each kind that the API accepts', () => {
    expect(relays.map(({ kind }) => relayRequestWire.parse(relays.find((relay) => relay.kind === kind)).kind)).toEqual(relays.map(({ kind }) => kind))
    expect([...relays.map(({ kind }) => kind), 'faucet'].toSorted()).toEqual([...relayKind.options].toSorted())
  })

  it('cover every signed form of the Market except settles', () => {
    const signed = marketAbi.flatMap((entry) => {
      if (entry.type !== 'function' || entry.stateMutability === 'view') return []
      const names: readonly string[] = entry.inputs.map(({ name }) => name)
      return names.includes('signature') || names.includes('vs') ? [entry.name] : []
    })
    expect(relays.map(functionOf).toSorted()).toEqual(signed.toSorted())
  })
})

function functionOf(relay: (typeof relays)[number]): string {
  const { kind, ...fields } = relay
  const call = relayCall(parseRelayPayload({ kind, payload: JSON.stringify(fields) }), { addresses, lease })
  if (call === null) throw new Error(`${kind} has no call`)
  return decodeFunctionData({ abi: marketAbi, data: call.data }).functionName
}
