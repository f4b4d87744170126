import { type Ask, askTypedData, type Bid, bidTypedData, hashAsk, hashBid, type SigningDomain, type TypedData } from '@infinitio/domain'
import fc from 'fast-check'
import { recoverTypedDataAddress } from 'viem'
import { privateKeyToAccount } from 'viem/accounts'
import { arbitraryAsk, arbitraryBid, arbitraryDomain } from '../../../../packages/domain/test/arbitraryOrders.ts'
import { fastKeccak256 } from '../../src/signatures/curve.ts'
import type { Curve } from '../../src/signatures/openCurve.ts'
import { openNativeCurve } from '../../src/signatures/openNativeCurve.ts'
import { openWasmCurve } from '../../src/signatures/openWasmCurve.ts'
import { recoverWith } from '../../src/signatures/recoverWith.ts'

// Measures how many signed orders one core checks per second (EIP-712 hash and signer): with the native version, with the wasm version, and with viem. Prints
// one line of JSON with one number for each run, including the ratios to viem. The three alternate in short slices, so that other load slows all of them
// equally.

const RUNS = 7
const SLICES = 20
const SLICE_MS = 25
const ORDERS = 200
const SEED = 1_905

type SignedOrder = { hash: () => `0x${string}`; data: TypedData; signature: `0x${string}`; signer: string }
type Check = (order: SignedOrder) => Promise<string> | string

const wasm = await openWasmCurve()
// A machine without the native binding measures the wasm version, because it would use that version.
const product = await openNativeCurve().catch(() => wasm)
const orders = await signedOrders()
const rates = { product: [] as number[], wasm: [] as number[], viem: [] as number[] }
for (let run = 0; run <= RUNS; run += 1) {
  const counts = await measureRun()
  // The first run only warms up the compiler.
  if (run > 0) for (const key of ['product', 'wasm', 'viem'] as const) rates[key].push(counts[key])
}
console.error(`curve: ${product.kind}; viem ${rates.viem.map(Math.round).join(', ')} orders a second`)
const ratioTo = (side: readonly number[]) => side.map((rate, run) => rate / (rates.viem[run] ?? Number.NaN))
console.log(JSON.stringify({ opsPerSec: rates.product, ratio: ratioTo(rates.product), wasmRatio: ratioTo(rates.wasm) }))

async function measureRun() {
  const sides = { product: byCurve(product), wasm: byCurve(wasm), viem: byViem }
  const done = { product: { orders: 0, ms: 0 }, wasm: { orders: 0, ms: 0 }, viem: { orders: 0, ms: 0 } }
  for (let slice = 0; slice < SLICES; slice += 1) {
    for (const key of ['product', 'wasm', 'viem'] as const) {
      const { count, ms } = await measureSlice(sides[key], slice)
      done[key].orders += count
      done[key].ms += ms
    }
  }
  const rateOf = ({ orders: count, ms }: { orders: number; ms: number }) => (count * 1_000) / ms
  return { product: rateOf(done.product), wasm: rateOf(done.wasm), viem: rateOf(done.viem) }
}

async function measureSlice(check: Check, slice: number): Promise<{ count: number; ms: number }> {
  const startedAt = performance.now()
  let count = 0
  while (performance.now() - startedAt < SLICE_MS) {
    const order = orders[(slice * 37 + count) % orders.length] as SignedOrder
    const signer = check(order)
    if ((typeof signer === 'string' ? signer : await signer) !== order.signer) throw new Error('an order was checked wrongly')
    count += 1
  }
  return { count, ms: performance.now() - startedAt }
}

function byCurve(curve: Curve): Check {
  return ({ hash, signature }) => {
    const signer = recoverWith({ curve, keccak: fastKeccak256 }, { digest: hash(), signature })
    return typeof signer === 'string' ? signer : signer.rejected
  }
}

async function byViem({ data, signature }: SignedOrder): Promise<string> {
  return (await recoverTypedDataAddress({ ...(data as object), signature } as never)).toLowerCase()
}

async function signedOrders(): Promise<SignedOrder[]> {
  const sample = <Value>(arbitrary: fc.Arbitrary<Value>) => fc.sample(arbitrary, { numRuns: ORDERS / 2, seed: SEED })
  const domain = sample(arbitraryDomain)[0] as SigningDomain
  const signing = async (data: TypedData, hash: () => `0x${string}`, place: number): Promise<SignedOrder> => {
    const account = privateKeyToAccount(`0x${(place + 1).toString(16).padStart(64, '0')}`)
    return { hash, data, signature: await account.signTypedData(data as never), signer: account.address.toLowerCase() }
  }
  const asks = sample(arbitraryAsk).map((ask: Ask, place) => signing(askTypedData(ask, domain), () => hashAsk(ask, domain, fastKeccak256), place))
  const bids = sample(arbitraryBid).map((bid: Bid, place) => signing(bidTypedData(bid, domain), () => hashBid(bid, domain, fastKeccak256), place))
  return Promise.all([...asks, ...bids])
}
