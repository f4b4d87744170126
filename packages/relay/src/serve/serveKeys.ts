import { createPrivateKey, createPublicKey, randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { address, type Address, assetUnits, type Hex32, hex32, serviceId, type ServiceId } from '@infinitio/domain'
import { type CachedPrefix, type ServiceTerms, type StatedFacts, usualStep } from '@infinitio/services'
import { privateKeyToAccount } from 'viem/accounts'
import { readPrivateFile, writePrivateFile } from '../files/privateFile.ts'
import { RelayError } from '../relayError.ts'

/** The keys of a service on this computer. The key of the wallet that gets the money (the payee) is not among them. */
export type ServeKeys = {
  readonly responseKey: `0x${string}`
  readonly responder: Address
  readonly operatorKey: `0x${string}`
  readonly operator: Address
  /** The X25519 key that decrypts prompts, and its public half, which the terms contain. */
  readonly boxSecret: Hex32
  readonly boxKey: Hex32
  /** The id of the service that uses these keys, or null before the service is registered. */
  readonly service: ServiceId | null
}

/** The file of the keys. Files of earlier versions have no `boxSecret`. */
type Stored = {
  readonly responseKey: `0x${string}`
  readonly operatorKey: `0x${string}`
  readonly boxSecret?: Hex32
  readonly service: string | null
}

const keyBytes = 32
/** The DER bytes that precede the 32 bytes of an X25519 private key in its file (RFC 8410). */
const pkcs8X25519 = Buffer.from('302e020100300506032b656e04220420', 'hex')

/** Reads the keys of a folder, or makes them. Only the owner can read the file. Throws `wallet.key_unreadable`. */
export function readServeKeys(folder: string): ServeKeys {
  const text = readPrivateFile(pathIn(folder))
  const known = text === null ? newKeys() : (JSON.parse(text) as Stored)
  const stored = { ...known, boxSecret: known.boxSecret ?? newKey() }
  if (text === null || known.boxSecret === undefined) writePrivateFile(pathIn(folder), JSON.stringify(stored))
  const { responseKey, operatorKey, boxSecret, service } = stored
  return {
    ...{ responseKey, operatorKey, responder: accountOf(responseKey), operator: accountOf(operatorKey) },
    ...{ boxSecret, boxKey: boxKeyOf(boxSecret) },
    service: service === null ? null : serviceId(service),
  }
}

/** Stores the keys of a service in a folder, with the id of the service that uses them. */
export function saveService(folder: string, { responseKey, operatorKey, boxSecret }: ServeKeys, service: ServiceId): void {
  writePrivateFile(pathIn(folder), JSON.stringify({ responseKey, operatorKey, boxSecret, service } satisfies Stored))
}

/** Returns the public half of an X25519 key, to which clients encrypt prompts. */
export function boxKeyOf(boxSecret: Hex32): Hex32 {
  const key = Buffer.concat([pkcs8X25519, Buffer.from(boxSecret.slice(2), 'hex')])
  const spki = createPublicKey(createPrivateKey({ key, format: 'der', type: 'pkcs8' })).export({ format: 'der', type: 'spki' })
  return hex32(`0x${spki.subarray(-keyBytes).toString('hex')}`)
}

/** Parses a service id. Throws `serving.service_unknown` for a text that is not an id. */
export function parseServiceId(text: string): ServiceId {
  const lower = text.toLowerCase()
  if (!/^0x[0-9a-f]{40}$/.test(lower)) throw new RelayError('serving.service_unknown', `${text} is not an ID: 0x and 40 digits`)
  return serviceId(lower)
}

/** A service's terms as its owner writes them. Prices are in base units of PToken for a million tokens. */
export type WrittenTerms = {
  readonly model: string
  readonly url: string
  readonly contact: string
  readonly inputPrice: bigint
  readonly outputPrice: bigint
  readonly step: bigint | null
  /** The smallest deposit of a channel. */
  readonly leastDeposit: bigint
  /** The price of a start, or 0 for none. */
  readonly startPrice: bigint
  readonly responder: Address
  readonly boxKey: Hex32
  /** True if clients may also pay in G. */
  readonly acceptsG?: boolean
  /** True if the service settles vouchers of keys on BabyJubJub. Default: false. */
  readonly settlesProven?: boolean
  /** The price of a million cached tokens of input. Default: the price of other input. */
  readonly cachedPrice?: bigint
  /** The rule by which the beginning of a prompt counts as cached. */
  readonly cachedPrefix?: CachedPrefix
  /** The facts that the seller states. */
  readonly stated?: StatedFacts
}

/** Builds the terms (prices and limits) of a service from its owner's settings. */
export function makeTerms({
  model,
  url,
  contact,
  inputPrice,
  outputPrice,
  step,
  leastDeposit,
  startPrice,
  responder,
  boxKey,
  acceptsG = false,
  settlesProven = false,
  cachedPrice = inputPrice,
  cachedPrefix,
  stated = {},
}: WrittenTerms): ServiceTerms {
  return {
    ...{ version: 1, kind: 'chat', asset: 'PToken', model, url, contact, responseKey: responder },
    ...{ inputPrice: assetUnits(inputPrice), cachedPrice: assetUnits(cachedPrice), outputPrice: assetUnits(outputPrice) },
    ...{ step: step === null ? usualStep : assetUnits(step), leastDeposit: assetUnits(leastDeposit) },
    ...(startPrice === 0n ? {} : { startPrice: assetUnits(startPrice) }),
    boxKey,
    ...(acceptsG ? { acceptsG } : {}),
    ...(settlesProven ? { settlesProven } : {}),
    ...(cachedPrefix === undefined ? {} : { cachedPrefix }),
    ...stated,
  }
}

function pathIn(folder: string): string {
  return join(folder, 'keys.json')
}

function newKeys(): Stored {
  return { responseKey: newKey(), operatorKey: newKey(), boxSecret: newKey(), service: null }
}

function newKey(): Hex32 {
  return `0x${randomBytes(keyBytes).toString('hex')}`
}

function accountOf(key: `0x${string}`): Address {
  return address(privateKeyToAccount(key).address.toLowerCase())
}
