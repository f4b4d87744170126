import { bytesToHex, concatBytes, hexToBytes, utf8ToBytes } from '@noble/hashes/utils.js'
import type { Address } from '../ids/address.ts'
import type { Hex32 } from '../hashing/hex32.ts'
import { type Keccak, keccak256, keccak256Hex } from '../hashing/keccak256.ts'
import { packWords } from '../hashing/packWords.ts'

/** The chain and the Market contract for which a message is signed. */
export type SigningDomain = { readonly chainId: number; readonly market: Address }

/** Name of the EIP-712 domain. */
export const signingName = 'Infinitio Market'
/** Version of the EIP-712 domain. */
export const signingVersion = '1'

const domainType = 'EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)'
const textHash = (text: string) => BigInt(keccak256Hex(utf8ToBytes(text)))

/** Returns the EIP-712 domain separator of the Market contract on a chain. */
export function domainSeparator({ chainId, market }: SigningDomain): Hex32 {
  return contractSeparator({ name: signingName, chainId, contract: market })
}

/** A contract that checks signatures: the name of its EIP-712 domain, its chain and its address. */
export type SigningContract = { readonly name: string; readonly chainId: number; readonly contract: Address }

const prefixes = new Map<string, Uint8Array>()
/** The number of bytes that an EIP-712 digest hashes: 0x1901 (2), the domain separator (32) and the hash of the struct (32). */
const digestBytes = 66
/** The most cached separators. A process usually signs and checks for a few contracts; the limit protects the memory of a program that sees many chains. */
const mostPrefixes = 64

/**
 * Returns the EIP-712 digest to sign for a contract: keccak256(0x1901 ‖ domain separator ‖ struct hash). Caches the separators of at most 64 contracts, because
 * a separator needs four hashes.
 */
export function contractDigest({ name, chainId, contract }: SigningContract, structHash: Uint8Array): Hex32 {
  const key = `${chainId} ${contract} ${name}`
  const prefix = prefixes.get(key) ?? newPrefix(key, { name, chainId, contract })
  const body = new Uint8Array(digestBytes)
  body.set(prefix)
  body.set(structHash, prefix.length)
  return keccak256Hex(body)
}

function newPrefix(key: string, { name, chainId, contract }: SigningContract): Uint8Array {
  const prefix = digestPrefix(contractSeparator({ name, chainId, contract }))
  if (prefixes.size >= mostPrefixes) prefixes.clear()
  prefixes.set(key, prefix)
  return prefix
}

/** Returns the EIP-712 domain separator of a contract of this name, version 1, on a chain. */
export function contractSeparator({ name, chainId, contract }: SigningContract): Hex32 {
  return keccak256Hex(packWords([textHash(domainType), textHash(name), textHash(signingVersion), BigInt(chainId), BigInt(contract)]))
}

/** Returns the bytes that come before the hash of a struct in an EIP-712 digest: 0x1901 and the domain separator. */
function digestPrefix(separator: Hex32): Uint8Array {
  return concatBytes(Uint8Array.of(0x19, 0x01), hexToBytes(separator.slice(2)))
}

/**
 * Returns the EIP-712 digest to sign: keccak256(0x1901 ‖ domain separator ‖ struct hash). Caches the separator of the last domain, because a process usually
 * signs and checks for one market only.
 */
export function typedDataDigest(domain: SigningDomain, structHash: Uint8Array, keccak: Keccak = keccak256): Hex32 {
  const body = new Uint8Array(digestBytes)
  body.set(prefixOf(domain))
  body.set(structHash, 34)
  return `0x${bytesToHex(keccak(body))}`
}

let lastPrefix: (SigningDomain & { readonly bytes: Uint8Array }) | null = null

function prefixOf(domain: SigningDomain): Uint8Array {
  const { chainId, market } = domain
  if (lastPrefix?.chainId !== chainId || lastPrefix.market !== market) {
    lastPrefix = { chainId, market, bytes: digestPrefix(domainSeparator(domain)) }
  }
  return lastPrefix.bytes
}
