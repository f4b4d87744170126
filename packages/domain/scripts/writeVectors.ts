// Writes the files of packages/domain/vectors that are listed below. Run it with `node packages/domain/scripts/writeVectors.ts`. Expected values come from
// plain, slow computations and from viem, not from the functions that the vectors test. TypeScript and Solidity tests compare with them.
import { writeFileSync } from 'node:fs'
import fc from 'fast-check'
import { encodeAbiParameters, hashDomain, hashStruct, hashTypedData, keccak256, parseAbiParameters } from 'viem'
import { address, askTypedData, bidTypedData, type LeaseTerms, mandateTypedData, marketMessageStructs, type TypedData } from '../src/index.ts'
import { cancelLeaseStruct, endStruct, readyStruct } from '../src/orders/relayedMessages.ts'
import { arbitraryAsk, arbitraryBid, arbitraryMandate, arbitraryTerms } from '../test/arbitraryOrders.ts'
import { maskOf, naiveBook, wordOf } from '../test/naiveCalendar.ts'
import { proofVectors } from './proofVectors.ts'

const seed = 20_261_120
const signingDomain = { chainId: 31337, market: address(`0x${'5fbdb2315678afecb367f032d93f642f64180aa3'}`) }

write('fees', fees())
write('calendar', calendar())
write('lease', leases())
write('trials', trials())
write('orders', orders())
write('messages', messages())
write('proofs', await proofVectors())

function fees() {
  const amount = fc.oneof(fc.constantFrom(0n, 1n, 399n, 400n, 401n, 9_999n, 10_000n, 10_001n, 2n ** 120n), fc.bigInt(0n, 2n ** 124n))
  const cases = sample(fc.record({ amount, feeBps: fc.constantFrom(0n, 1n, 25n, 100n, 10_000n) }), 200)
  return cases.map(({ amount: whole, feeBps }) => {
    const exactTenThousandths = whole * feeBps
    const isExact = exactTenThousandths % 10_000n === 0n
    return { amount: whole, feeBps, fee: exactTenThousandths / 10_000n + (isExact ? 0n : 1n) }
  })
}

function calendar() {
  const one = fc.integer({ min: 1, max: 15 }).chain((capacity) =>
    fc.record({
      capacity: fc.constant(capacity),
      gpus: fc.integer({ min: 1, max: capacity }),
      counts: fc.array(fc.integer({ min: 0, max: capacity }), { minLength: 64, maxLength: 64 }),
      from: fc.integer({ min: 0, max: 63 }),
      length: fc.oneof(fc.integer({ min: 1, max: 3 }), fc.integer({ min: 1, max: 64 })),
      isRoomy: fc.boolean(),
    }),
  )
  return sample(one, 400).map(({ capacity, gpus, counts, from, length, isRoomy }) => {
    const before = isRoomy ? counts.map((count) => Math.min(count, capacity - gpus)) : counts
    const to = Math.min(64, from + length)
    const hours = Array.from({ length: to - from }, (_, at) => from + at)
    const after = naiveBook(before, { hours, gpus, capacity })
    const word = hex32(wordOf(before))
    return { word, from, to, mask: hex32(maskOf(hours)), gpus, capacity, ok: after !== null, next: after === null ? word : hex32(wordOf(after)) }
  })
}

function leases() {
  const one = fc.record({
    leaseId: fc.bigInt(1n, 2n ** 64n),
    terms: arbitraryTerms,
    readyDelay: fc.bigInt(0n, 600n),
    endShare: fc.integer({ min: 0, max: 1000 }),
    credit: fc.constantFrom(0n, 0n, 30n),
    nowOffset: fc.oneof(fc.constantFrom(-1n, 0n, 1n, 299n, 599n, 600n, 601n), fc.bigInt(-7_200n, 30n * 86_400n)),
    nowShare: fc.integer({ min: 0, max: 1100 }),
    isNear: fc.boolean(),
  })
  return sample(one, 300).map(({ leaseId, terms, readyDelay, endShare, credit, nowOffset, nowShare, isNear }) => {
    const ready = min(readyDelay, terms.durationSeconds - 1n)
    const endOffset = ready + ((terms.durationSeconds - ready) * BigInt(endShare)) / 1000n
    const now = terms.start + (isNear ? (terms.durationSeconds * BigInt(nowShare)) / 1000n : nowOffset)
    const billed = (at: bigint) => max(0n, min(at, terms.start + endOffset) - terms.start - ready - credit)
    const rate = terms.pricePerGpuSecond * BigInt(terms.gpus)
    const fee = (amount: bigint) => (amount * terms.feeBps) / 10_000n + ((amount * terms.feeBps) % 10_000n === 0n ? 0n : 1n)
    const escrow = rate * terms.durationSeconds + fee(rate * terms.durationSeconds)
    const pay = rate * billed(now)
    const isClusterTrial = (terms.flags & 2) !== 0 && terms.trialSeconds > 0n && now < terms.start + 900n
    const isInTrial = isClusterTrial || now < terms.start + ready + terms.trialSeconds
    const isReserved = terms.trialSeconds === 0n && terms.flags % 2 === 0
    const canBeReady = now <= terms.start + 600n && now <= terms.start + terms.durationSeconds
    const noticeLeft = now < terms.start ? max(0n, terms.noticeSeconds - (terms.start - now)) : isReserved && canBeReady ? terms.noticeSeconds : 0n
    const cancelSeconds = min(noticeLeft, terms.durationSeconds)
    return {
      leaseId,
      terms,
      termsHash: termsHash(leaseId, terms),
      leaseKey: leaseKey(leaseId, terms),
      readyDelay: ready,
      endOffset,
      credit,
      now,
      escrow,
      billableSeconds: billed(now),
      vestedSeconds: isInTrial ? 0n : billed(now - 3600n),
      pay,
      fee: fee(pay),
      refund: escrow - pay - fee(pay),
      cancelSeconds,
    }
  })
}

/** Returns the key of a lease: the hash of its id and of all terms except the duration, encoded by viem. */
function leaseKey(leaseId: bigint, terms: LeaseTerms): string {
  const types = parseAbiParameters(
    'uint256 leaseId, address renter, address provider, bytes32 node, bytes32 hostKey, uint96 pricePerGpuSecond, uint8 gpus, uint40 start, uint32 noticeSeconds, uint32 trialSeconds, uint16 feeBps, uint8 flags, uint64 askNonce, uint32 askMaxDurationSeconds, uint40 askAvailableUntil, bytes32 workloadHash',
  )
  const values = types.map(({ name }) => (name === 'leaseId' ? leaseId : terms[name as keyof LeaseTerms]))
  return keccak256(encodeAbiParameters(types, values as never))
}

function trials() {
  const edges = [0n, 1n, 9n, 10n, 59n, 60n, 299n, 300n, 899n, 900n, 3_599n, 3_600n, 8_999n, 9_000n, 35_999n, 36_000n, 36_001n, 2_419_200n]
  const one = fc.record({
    askTrialSeconds: fc.oneof(fc.constantFrom(...edges, 2n ** 32n - 1n), fc.bigInt(0n, 2n ** 32n - 1n)),
    durationSeconds: fc.oneof(fc.constantFrom(...edges), fc.bigInt(1n, 28n * 86_400n)),
    cluster: fc.boolean(),
  })
  return sample(one, 300).map(({ askTrialSeconds, durationSeconds, cluster }) => {
    const tenth = BigInt(Math.floor(Number(durationSeconds) / 10))
    const trialSeconds = cluster && durationSeconds < 9_000n ? 0n : min(askTrialSeconds, min(tenth, 3_600n))
    return { askTrialSeconds, durationSeconds, cluster, trialSeconds }
  })
}

function termsHash(leaseId: bigint, terms: LeaseTerms): string {
  const types = parseAbiParameters(
    '(address renter, bytes32 hostKey, uint96 pricePerGpuSecond, uint8 gpus, uint32 durationSeconds, uint32 noticeSeconds, uint32 trialSeconds, uint16 feeBps, uint8 flags, uint64 askNonce, uint32 askMaxDurationSeconds, uint40 askAvailableUntil, bytes32 workloadHash) terms',
  )
  const plain = {
    ...terms,
    start: Number(terms.start),
    durationSeconds: Number(terms.durationSeconds),
    noticeSeconds: Number(terms.noticeSeconds),
    trialSeconds: Number(terms.trialSeconds),
    feeBps: Number(terms.feeBps),
    askMaxDurationSeconds: Number(terms.askMaxDurationSeconds),
    askAvailableUntil: Number(terms.askAvailableUntil),
  }
  const head = parseAbiParameters('uint256 leaseId, address provider, bytes32 node, uint40 start, bytes32 restHash')
  const restHash = keccak256(encodeAbiParameters(types, [plain]))
  return `0x${keccak256(encodeAbiParameters(head, [leaseId, terms.provider, terms.node, plain.start, restHash])).slice(26)}`
}

function orders() {
  const hashed = <Order>(list: Order[], typedData: (order: Order) => TypedData) =>
    list.map((order) => ({ order, hash: hashTypedData(typedData(order) as never) }))
  const { chainId, market } = signingDomain
  const domain = { name: 'Infinitio Market', version: '1', chainId, verifyingContract: market }
  const EIP712Domain = [
    { name: 'name', type: 'string' },
    { name: 'version', type: 'string' },
    { name: 'chainId', type: 'uint256' },
    { name: 'verifyingContract', type: 'address' },
  ] as const
  return {
    chainId,
    market,
    domainSeparator: hashDomain({ domain: { ...domain, chainId: BigInt(chainId) }, types: { EIP712Domain } }),
    asks: hashed(sample(arbitraryAsk, 30), (ask) => askTypedData(ask, signingDomain)),
    bids: hashed(sample(arbitraryBid, 30), (bid) => bidTypedData(bid, signingDomain)),
    mandates: hashed(sample(arbitraryMandate, 30), (mandate) => mandateTypedData(mandate, signingDomain)),
  }
}

/** Makes ten random messages of each kind in this list. viem calculates the EIP-712 struct hash of each. */
function messages() {
  return [readyStruct, endStruct, cancelLeaseStruct, ...Object.values(marketMessageStructs)].flatMap(({ name, fields }) => {
    const word = (type: string) => fc.bigInt(0n, 2n ** BigInt(bitsOf(type)) - 1n)
    return sample(fc.tuple(...fields.map((field) => word(field.type))), 10).map((words) => {
      const value = (type: string, at: number) => wordValue(type, words[at] ?? 0n)
      const data = Object.fromEntries(fields.map((field, at) => [field.name, value(field.type, at)]))
      return { kind: name, words, structHash: hashStruct({ data, primaryType: name, types: { [name]: [...fields] } }) }
    })
  })
}

function bitsOf(type: string): number {
  if (type === 'bool') return 1
  if (type === 'address') return 160
  return Number(type.slice(type.startsWith('bytes') ? 'bytes'.length : 'uint'.length)) * (type.startsWith('bytes') ? 8 : 1)
}

/** Converts the 32 bytes of a field to the type that viem uses for it. */
function wordValue(type: string, word: bigint): bigint | boolean | string {
  if (type === 'bool') return word === 1n
  if (type === 'address') return `0x${word.toString(16).padStart(40, '0')}`
  return type === 'bytes32' ? hex32(word) : word
}

function sample<T>(arbitrary: fc.Arbitrary<T>, numRuns: number): T[] {
  return fc.sample(arbitrary, { seed, numRuns })
}

function write(name: string, content: unknown): void {
  const text = JSON.stringify(content, (_, value) => (typeof value === 'bigint' ? value.toString() : value), 1)
  writeFileSync(new URL(`../vectors/${name}.json`, import.meta.url), `${text}\n`)
}

function hex32(word: bigint): string {
  return `0x${word.toString(16).padStart(64, '0')}`
}

function min(one: bigint, other: bigint): bigint {
  return one < other ? one : other
}

function max(one: bigint, other: bigint): bigint {
  return one > other ? one : other
}
