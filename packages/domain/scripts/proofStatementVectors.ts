import {
  concat,
  encodeAbiParameters,
  hashTypedData,
  type Hex,
  keccak256,
  numberToHex,
  parseAbiParameters,
  parseSignature,
  stringToHex,
  toBytes,
} from 'viem'
import { privateKeyToAccount } from 'viem/accounts'

/** The order of the curve secp256k1. A signature with value s has a second valid form with the value order − s. */
const order = 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141n
const domain = {
  ...{ name: 'Infinitio ProofChecker', version: '1', chainId: 31_337 },
  verifyingContract: '0x5fbdb2315678afecb367f032d93f642f64180aa3',
} as const
const slot = { slot: 100, slotHash: hashOf('slot block') }
const types = {
  ProofCall: [
    { name: 'slot', type: 'uint64' },
    { name: 'slotHash', type: 'bytes32' },
    { name: 'nonceHash', type: 'bytes32' },
    { name: 'doorHash', type: 'bytes32' },
  ],
} as const

/** Changes that turn a correct signature into another form of it. The contract accepts only the first form: 65 bytes, s in the lower half, v of 27 or 28. */
const forms: readonly (readonly [form: string, change: (signature: Hex) => Hex])[] = [
  ['right', (signature) => signature],
  ['high s', (signature) => changed(signature, ({ s, yParity }) => ({ s: numberToHex(order - BigInt(s), { size: 32 }), yParity: 1 - yParity }))],
  ['64 bytes', (signature) => `0x${signature.slice(2, 130)}`],
  ['v of 0 or 1', (signature) => `0x${signature.slice(2, 130)}0${signature.endsWith('1b') ? 0 : 1}`],
  ['66 bytes', (signature) => `${signature}00`],
  ['no bytes', () => '0x'],
  ['s of 0', (signature) => changed(signature, () => ({ s: numberToHex(0, { size: 32 }) }))],
  ['r of 0', (signature) => changed(signature, () => ({ r: numberToHex(0, { size: 32 }) }))],
  ['the other v', (signature) => changed(signature, ({ yParity }) => ({ yParity: 1 - yParity }))],
]

/**
 * Returns test calls in which two timers announce a nonce. A timer is a validator that measures when GPU proofs arrive. Each call comes once with every form of
 * its signature, and with its entry hash.
 */
export async function calls() {
  const all = [3, 7].flatMap((place) => forms.map(async ([form, change]) => ({ form, ...(await callOf(place, change)), signed: form === 'right' })))
  return await Promise.all(all)
}

/** Returns two test statements of validators about a GPU, each with its nonces and the Merkle leaf of the statement. */
export async function statements() {
  const cases = [
    { gpu: 0, passed: true, speedBps: 9_876, site: 3, shownMib: 16_362, timers: 16, places: [0, 5, 15] },
    { gpu: 63, passed: false, speedBps: 0, site: 65_535, shownMib: 2 ** 32 - 1, timers: 1, places: [0] },
  ]
  const all = cases.map(async ({ places, ...rest }) => {
    const entries = (await Promise.all(places.map((place) => callOf(place)))).map(({ entry }) => entry)
    const blocks = { ...slot, beaconSeed: hashOf('beacon'), z: 103, zHash: hashOf('z block') }
    const statement = { node: hashOf('node'), ...blocks, ...rest, commit: hashOf('commit'), calls: keccak256(concat(entries)) }
    return { ...statement, entries, leaf: leafOf(statement) }
  })
  return await Promise.all(all)
}

async function callOf(place: number, change = (signature: Hex) => signature) {
  const account = privateKeyToAccount(hashOf(`timer ${place}`))
  const timer = account.address.toLowerCase() as Hex
  const [nonce, doorHash] = [hashOf(`nonce ${place}`), hashOf(`door ${place}`)]
  const nonceHash = keccak256(encodeAbiParameters(parseAbiParameters('address, bytes32, bytes32'), [timer, slot.slotHash, nonce]))
  const message = { ...slot, slot: BigInt(slot.slot), nonceHash, doorHash }
  const data = { domain, types, primaryType: 'ProofCall', message } as const
  const signature = change(await account.signTypedData(data))
  const entryTypes = parseAbiParameters('uint8, address, bytes32, bytes32, bytes32, bytes32')
  const entry = keccak256(encodeAbiParameters(entryTypes, [place, timer, nonce, nonceHash, doorHash, keccak256(signature)]))
  const { chainId, verifyingContract: checker } = domain
  return { chainId, checker, ...slot, place, timer, nonce, nonceHash, doorHash, digest: hashTypedData(data), signature, entry }
}

type Statement = Record<'node' | 'slotHash' | 'beaconSeed' | 'commit' | 'calls' | 'zHash', Hex> &
  Record<'gpu' | 'slot' | 'timers' | 'z' | 'shownMib' | 'speedBps' | 'site', number> & { readonly passed: boolean }

function leafOf({ node, gpu, slotHash, beaconSeed, commit, timers, zHash, shownMib, passed, speedBps, site, ...it }: Statement): Hex {
  const leafTypes = parseAbiParameters(
    'bytes32, bytes32, uint8, uint64, bytes32, bytes32, bytes32, bytes32, uint8, uint64, bytes32, uint32, bool, uint16, uint16',
  )
  const block = [BigInt(it.slot), slotHash, beaconSeed] as const
  const claims = [commit, it.calls, timers, BigInt(it.z), zHash, shownMib, passed, speedBps, site] as const
  return keccak256(keccak256(encodeAbiParameters(leafTypes, [stringToHex('Proof', { size: 32 }), node, gpu, ...block, ...claims])))
}

type Parts = { readonly r: Hex; readonly s: Hex; readonly yParity: number }

function changed(signature: Hex, change: (parts: Parts) => Partial<Parts>): Hex {
  const parts = parseSignature(signature)
  const { r, s, yParity } = { ...parts, ...change(parts) }
  return concat([r, s, yParity === 0 ? '0x1b' : '0x1c'])
}

function hashOf(text: string): Hex {
  return keccak256(toBytes(text))
}
