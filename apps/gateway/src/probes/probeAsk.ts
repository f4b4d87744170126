import type { IncomingHttpHeaders } from 'node:http2'
import { address, type Address, type Hex32, hex32 } from '@infinitio/domain'
import { type ProbeKind, probeKinds, probeLimits, probeText } from '@infinitio/domain/probes'
import { hashMessage, recoverAddress } from 'viem/utils'

/** A validator's signed request to exchange bytes with a machine, as its headers contain it. */
export type ProbeAsk = {
  readonly node: Hex32
  readonly validator: Address
  readonly hour: number
  readonly kind: ProbeKind
  readonly bytes: number
  /** The headers that are forwarded to the machine: all values that the validator signed, and the kind of exchange (echo or transfer). */
  readonly passed: Record<string, string>
}

const shapes = {
  'x-node': /^0x[0-9a-f]{64}$/,
  'x-validator': /^0x[0-9a-f]{40}$/,
  'x-chain': /^\d{1,15}$/,
  'x-hour': /^\d{1,10}$/,
  'x-nonce': /^0x[0-9a-f]{64}$/,
  'x-signature': /^0x[0-9a-f]{130}$/,
  'x-exchange': new RegExp(`^(${probeKinds.join('|')})$`),
  'x-answers': /^0x[0-9a-f]{64}$/,
  'x-bytes': /^\d{1,8}$/,
} as const

/** Reads a request from its headers. Returns null if a header is missing or malformed, if it asks for too many bytes, or if the validator did not sign it. */
export async function probeAskOf(headers: IncomingHttpHeaders): Promise<ProbeAsk | null> {
  const passed = Object.fromEntries(Object.keys(shapes).map((name) => [name, String(headers[name] ?? '')]))
  const of = (name: keyof typeof shapes): string => passed[name] ?? ''
  if (Object.entries(shapes).some(([name, shape]) => !shape.test(passed[name] ?? ''))) return null
  const bytes = Number(of('x-bytes'))
  const kind = probeKinds.find((it) => it === of('x-exchange'))
  if (kind === undefined || bytes > probeLimits.mostBytes || (kind === 'echo') !== (bytes === 0)) return null
  const [node, validator, hour] = [hex32(of('x-node')), address(of('x-validator')), Number(of('x-hour'))]
  const text = probeText({ chainId: Number(of('x-chain')), hour, validator, node, nonce: hex32(of('x-nonce')) })
  const signer = await recoverAddress({ hash: hashMessage(text), signature: of('x-signature') as `0x${string}` }).catch(() => null)
  if (signer?.toLowerCase() !== validator) return null
  return { node, validator, hour, kind, bytes, passed }
}
