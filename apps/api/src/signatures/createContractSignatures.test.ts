import { type Hex32, hex32 } from '@infinitio/domain'
import { type Hex, hexToBytes, serializeErc6492Signature } from 'viem'
import { describe, expect, test } from 'vitest'
import { createLimiter } from '../limits/createLimiter.ts'
import type { PublicRpc } from '../rpc/createPublicRpc.ts'
import { createContractSignatures, type SignatureParts } from './createContractSignatures.ts'

const account: Hex = `0x${'11'.repeat(20)}`
const digest: Hex32 = hex32(`0x${'22'.repeat(32)}`)
const signature: Hex = `0x${'33'.repeat(65)}`
const wrapped = serializeErc6492Signature({ address: `0x${'44'.repeat(20)}`, data: '0x55', signature })
/**
 * Answers of contracts that accept a signature. `deployed` is the answer of the account's own contract (ERC-1271). `undeployed` is the answer of the contract
 * that first deploys the account and then asks it (ERC-6492).
 */
const accepts = { deployed: `0x1626ba7e${'0'.repeat(56)}`, undeployed: `0x${'1'.padStart(64, '0')}` } as const
const refuses = `0x${'f'.repeat(64)}` as const

describe('createContractSignatures', () => {
  test('gives the account 100,000 gas, as the contract does, beside the cost of the data', async () => {
    const { check, asked } = market({ answer: accepts.deployed })
    expect(await check({})).toBe(true)
    const [{ to, data, gas }] = asked as [Call]
    const dataGas = hexToBytes(data).reduce((sum, byte) => sum + (byte === 0 ? 4n : 16n), 0n)
    expect({ to, gas: BigInt(gas) }).toEqual({ to: account, gas: 100_000n + 21_000n + dataGas })
  })

  test('gives 3,000,000 gas to a check that deploys the account first, which only a sign-in may request', async () => {
    const { check, asked } = market({ answer: accepts.undeployed })
    expect(await check({ signature: wrapped, undeployed: true })).toBe(true)
    expect(asked).toMatchObject([{ gas: `0x${(3_000_000).toString(16)}` }])
    expect('to' in (asked[0] ?? {})).toBe(false)
    expect(await check({ signature: wrapped })).toBe(false)
    expect(asked[1]).toMatchObject({ to: account })
  })

  test('takes 5 tokens of the caller for a deployed account and 50 for another, and refuses without them', async () => {
    const { check, asked } = market({ answer: accepts.deployed, tokens: 59 })
    expect(await check({})).toBe(true)
    expect(await check({ signature: wrapped, undeployed: true })).toBe(false)
    expect(await check({ digest: hex32(`0x${'23'.repeat(32)}`) })).toMatchObject({ rejected: 'api.rate_limited' })
    expect(asked).toHaveLength(2)
    expect(await check({ caller: 'another' })).toBe(true)
  })

  test('asks once in 5 s after a refusal, and each time after an acceptance', async () => {
    const { check, asked, answer, pass } = market({ answer: refuses })
    expect(await check({})).toBe(false)
    answer(accepts.deployed)
    pass(4_999)
    expect(await check({})).toBe(false)
    expect(asked).toHaveLength(1)
    pass(1)
    expect([await check({}), await check({})]).toEqual([true, true])
    expect(asked).toHaveLength(3)
  })

  test('rejects an answer of four bytes instead of a whole word', async () => {
    expect(await market({ answer: '0x1626ba7e' }).check({})).toBe(false)
    expect(await market({ answer: '0x' }).check({})).toBe(false)
  })
})

type Call = { readonly to?: string; readonly data: Hex; readonly gas: string }
type Change = Partial<{ signature: string; digest: Hex32; undeployed: boolean; caller: string }>

/** Returns a signature check that uses a chain node which always gives the same answer. `tokens` is the number of requests that the caller may still make. */
function market({ answer, tokens = 1_000 }: { answer: string; tokens?: number }) {
  const asked: Call[] = []
  let now = 0
  const publicRpc: PublicRpc = {
    send: async ({ params }) => {
      asked.push((params as [Call])[0])
      return { jsonrpc: '2.0', id: 1, result: answer }
    },
  }
  const size = { capacity: tokens, refillPerSecond: 0 }
  const parts: SignatureParts = { publicRpc, limiter: createLimiter({ nowMs: () => 0 }), limits: { ip: size, account: size, streamsPerIp: 1 } }
  const { accepts: ask } = createContractSignatures({ nowMs: () => now })
  return {
    asked,
    check: (change: Change) => ask(parts, { account, digest, signature, caller: 'one', ...change }),
    answer: (next: string) => {
      answer = next
    },
    pass: (ms: number) => {
      now += ms
    },
  }
}
