import { readFileSync } from 'node:fs'
import { type Client, refusal } from '@infinitio/sdk'
import { type CommonOptions, signInClient } from '../context/settings.ts'
import { printResult } from '../terminal/print.ts'
import { facts, plain, utcText } from '../terminal/texts.ts'
import { writtenPt } from '../terminal/writtenPt.ts'

type TypedData = Extract<Awaited<ReturnType<Client['draftLease']>>, { readonly step: 'sign' }>['typedData']
type Chain = Awaited<ReturnType<Client['getChain']>>

/** The only structs that the command signs in drafts of leases. So a draft cannot obtain a signature for, say, a withdrawal. */
const signable: ReadonlySet<string> = new Set(['Bid', 'End', 'Extend', 'CancelLease'])

/** The names of the signed fields that are amounts (in base units of PToken), and of those that are times (in Unix seconds). */
const amounts: ReadonlySet<string> = new Set(['maxPricePerGpuSecond', 'maxRelayFee', 'relayFee'])
const times: ReadonlySet<string> = new Set(['startFrom', 'startUntil', 'end', 'expiry'])
const secondsPerHour = 3_600n

/**
 * Prints the wallet's signature of the data in a draft, which `POST /leases`, `POST /leases/{leaseId}/extend` or `POST /leases/{leaseId}/end` returned. Shows
 * the signed data on the error stream. Throws `api.invalid_field` for a file without a draft, for other data, for the contract of another market, for a draft that
 * has expired, and for one of another account.
 */
export async function signDraft(file: string, options: CommonOptions): Promise<void> {
  const { client, wallet, account } = await signInClient(options)
  const chain = await client.getChain()
  const draft = readDraft(file)
  const typedData = draftOf(draft, { file, chain })
  assertStillGood(typedData.message, { file, account, now: chain.chainNow })
  const signature = await wallet.signTypedData(typedData as Parameters<typeof wallet.signTypedData>[0])
  if (!options.json) process.stderr.write(`Signed as ${wallet.address.toLowerCase()}: ${typedData.primaryType}\n${signedFacts(typedData.message)}\n`)
  for (const warning of warningsOf(draft)) process.stderr.write(`Warning: ${warning}\n`)
  printResult({ json: options.json, value: { signature }, text: signature })
}

function readDraft(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch (cause) {
    throw refusal('api.invalid_field', { detail: `${file}: ${String(cause)}` })
  }
}

/** Returns the data to sign that a draft contains, if it is for this market. Throws the same codes as `signDraft`. Pure. */
export function draftOf(draft: unknown, { file, chain }: { readonly file: string; readonly chain: Pick<Chain, 'chainId' | 'addresses'> }): TypedData {
  const typedData = (draft as { readonly typedData?: Partial<TypedData> } | null)?.typedData
  if (typedData?.domain === undefined || typedData.message === undefined || typedData.types === undefined || typedData.primaryType === undefined)
    throw refusal('api.invalid_field', { detail: `${file}: no typedData, as the answer to a draft has` })
  if (!signable.has(typedData.primaryType))
    throw refusal('api.invalid_field', { detail: `${file}: ${typedData.primaryType}, which is not a draft of a lease` })
  const { chainId, verifyingContract } = typedData.domain
  if (chainId !== chain.chainId || String(verifyingContract).toLowerCase() !== chain.addresses.market.toLowerCase())
    throw refusal('api.invalid_field', { detail: `${file}: for another market` })
  return typedData as TypedData
}

/** Returns the sentences with which the market warns about a draft, without control characters. Pure. */
export function warningsOf(draft: unknown): string[] {
  const warnings = (draft as { readonly warnings?: unknown } | null)?.warnings
  return Array.isArray(warnings) ? warnings.map((warning: { readonly text?: unknown } | null) => plain(String(warning?.text ?? ''))) : []
}

/** Throws `api.invalid_field` for a message that has expired at `now` (Unix seconds), or that names another renter than the account. Pure. */
export function assertStillGood(
  { renter, expiry }: Readonly<Record<string, unknown>>,
  { file, account, now }: { readonly file: string; readonly account: string; readonly now: number },
): void {
  if (renter !== undefined && String(renter).toLowerCase() !== account.toLowerCase())
    throw refusal('api.invalid_field', { detail: `${file}: for the account ${String(renter)}, and you act for ${account}` })
  if (expiry !== undefined && Number(expiry) <= now)
    throw refusal('api.invalid_field', { detail: `${file}: expired at ${utcText(Number(expiry))} UTC; ask for a new draft` })
}

/** Formats what was signed, a field per line: amounts in PT, a price also per hour, times in UTC. Other fields are as the wallet signed them. Pure. */
export function signedFacts(message: Readonly<Record<string, unknown>>): string {
  return facts(Object.fromEntries(Object.entries(message).map(([name, value]) => [name, written(name, value)])))
}

function written(name: string, value: unknown): unknown {
  if (!/^\d+$/.test(String(value))) return value
  if (times.has(name) && value !== 0) return `${utcText(Number(value))} UTC`
  if (!amounts.has(name)) return value
  const units = BigInt(String(value))
  return `${writtenPt(units)} PT${name.endsWith('PerGpuSecond') ? ` (${writtenPt(units * secondsPerHour, { digits: 6 })} PT per GPU-hour)` : ''}`
}
