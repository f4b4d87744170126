import { attestationsAbi } from '@infinitio/chain'
import { address, hex32, type RecordedEvent } from '@infinitio/domain'
import { workOutClosed } from '@infinitio/sdk/emission'
import { createPublicClient, custom, encodeFunctionResult, type Hex, toHex } from 'viem'
import { privateKeyToAccount } from 'viem/accounts'
import { expect, it } from 'vitest'
import type { OpenValidator, Round } from '../validator/validator.ts'
import { signClosed } from './signClosed.ts'

const privateKey: Hex = `0x${'7'.repeat(64)}`
const account = address(privateKeyToAccount(privateKey).address.toLowerCase())
const accountOf = (digit: string) => address(`0x${digit.repeat(40)}`)
const market = accountOf('a')
const leaseToken = accountOf('b')
const attestations = accountOf('c')
const provider = accountOf('d')
const renter = accountOf('e')
const node = hex32(`0x${'1'.repeat(64)}`)
const hour = 3_600n
const epoch = 500_000n
const end = (epoch + 1n) * hour
const finalBlock = 9n

const round = (change: Partial<Round> = {}): Round =>
  ({
    ...{ headTime: end + 60n, finalTime: end, head: finalBlock, final: finalBlock },
    ...{ set: { setHash: hex32(`0x${'2'.repeat(64)}`), members: [{ account }] }, ...change },
  }) as unknown as Round

/** The events of one lease that closes in this second of the hour `epoch`. */
const closing = (second: bigint): RecordedEvent[] => [
  { at: 1n, name: 'NodeRegistered', node, provider, classId: 0, regionId: 0, gpus: 1 },
  {
    ...{ at: 2n, name: 'Settled', node, renter, gpus: 1, start: 0n, durationSeconds: 60n, pricePerGpuSecond: 1n },
    ...{ leaseId: 1n, escrow: 0n, isSpot: false },
  },
  { at: epoch * hour + second, name: 'LeaseClosed', reason: 'time_up', pay: 0n, fees: 0n, leaseId: 1n },
]

/**
 * Returns a validator with a chain node that has these events and this newest attested hour (by a root with or without full power), and with an API that stores no signature. `posted` has what the
 * validator sent to the API, `readings` counts how often it read the events.
 */
function validatorOf({ events, attested = 0n, full = true }: { events: readonly RecordedEvent[]; attested?: bigint; full?: boolean }) {
  const posted: unknown[] = []
  const signed = new Map<string, string>()
  let readings = 0
  const client = createPublicClient({ transport: custom({ request: async (asked) => chainAnswer(asked, { epoch: attested, full }) }) })
  const access = {
    client,
    contracts: { addresses: { market, leaseToken } },
    events: {
      readTo: async () => {
        readings += 1
        return events
      },
    },
    transport: {
      send: async ({ method, body }: { method: string; body?: unknown }) => {
        if (method === 'POST') posted.push(body)
        return { items: [] }
      },
    },
  }
  const validator = {
    ...{ address: account, privateKey, client, attested: new Map(), closed: null, checked: new Set(), logger: { info: () => {} } },
    opened: { access, addresses: { attestations }, chainId: 31_337 },
    kept: {
      signedFor: (of: { epoch: bigint }) => signed.get(`${of.epoch}`) ?? null,
      noteSigned: (of: { epoch: bigint }, root: string) => signed.set(`${of.epoch}`, root),
    },
  } as unknown as OpenValidator
  return { validator, posted, readings: () => readings }
}

/** Answers as a chain node whose last block is the first one after the end of the hour. It has no transferred lease. */
async function chainAnswer(
  { method, params }: { method: string; params?: unknown },
  attested: { readonly epoch: bigint; readonly full: boolean },
): Promise<unknown> {
  if (method === 'eth_getLogs') return []
  if (method === 'eth_call') {
    const result = { root: node, ...attested, time: 0, appliesFrom: 0 }
    return encodeFunctionResult({ abi: attestationsAbi, functionName: 'attestedOf', result })
  }
  const [number = '0x0'] = params as string[]
  const timestamp = BigInt(number) === 0n ? 1n : BigInt(number) < finalBlock ? end - 1n : end
  return { number, timestamp: toHex(timestamp), transactions: [] }
}

it('signs the root of the last whole hour, which it calculates once', async () => {
  const { validator, posted, readings } = validatorOf({ events: closing(5n) })
  for (let at = 0; at < 3; at += 1) await signClosed(validator, round())
  expect(readings()).toBe(1)
  const tree = (await workOutClosed(validator.opened.access, { epoch, head: finalBlock })) ?? expect.unreachable()
  expect(tree.leases).toMatchObject([{ leaseId: 1n, closedAt: Number(epoch * hour) + 5 }])
  const signed = { setHash: round().set?.setHash, signer: account, signature: expect.stringMatching(/^0x[0-9a-f]{130}$/) }
  expect(posted).toEqual(Array(3).fill({ subject: 'closed', epoch: Number(epoch), root: toHex(tree.root), signed }))
})

it.each([
  ['outside the set', round({ set: null }), 0n],
  ['before the end of the hour is final', round({ finalTime: end - 1n }), 0n],
  ['for an hour that is attested', round(), epoch],
])('signs nothing %s', async (_name, at, attested) => {
  const { validator, posted } = validatorOf({ events: closing(5n), attested })
  await signClosed(validator, at)
  expect(posted).toEqual([])
})

it('signs nothing without a lease, and nothing new if the attested root has all leases', async () => {
  const postedFor = async (of: Parameters<typeof validatorOf>[0]) => {
    const { validator, posted } = validatorOf(of)
    await signClosed(validator, round())
    return posted.length
  }
  expect(await postedFor({ events: [] })).toBe(0)
  const attested = epoch - 1n
  expect(await postedFor({ events: closing(-1n), attested })).toBe(0)
  expect(await postedFor({ events: closing(0n), attested })).toBe(1)
})

it('signs an hour again for which a stranger submitted too few signatures, also if no lease closed since the root before', async () => {
  const { validator, posted } = validatorOf({ events: closing(-1n), attested: epoch, full: false })
  await signClosed(validator, round())
  expect(posted).toMatchObject([{ subject: 'closed', epoch: Number(epoch) }])
})
