import { address, assetUnits, serviceId } from '@infinitio/domain'
import type { Candidate } from './candidate.ts'

const pt = 10n ** 18n

/** Makes a service for a test: number `n`, with its own payee and site, at `price` thousandths of a PT for a million tokens. */
export function testCandidate(n: number, { price = 200, ...facts }: Partial<Candidate> & { readonly price?: number } = {}): Candidate {
  const hex = n.toString(16)
  return {
    service: serviceId(`0x${hex.padStart(40, '0')}`),
    payee: address(`0x${hex.padStart(40, 'a')}`),
    site: `203.0.${n}.0/24`,
    model: 'llama-3.3-70b',
    upstreamModel: `served-${n}`,
    promptPrice: assetUnits((BigInt(price) * pt) / 1_000n),
    cachedPrice: assetUnits((BigInt(price) * pt) / 4_000n),
    answerPrice: assetUnits((BigInt(price) * pt) / 1_000n),
    startPrice: assetUnits(0n),
    contextTokens: 8_192,
    quantization: 'bf16',
    region: 'eu-north',
    privacy: ['plain', 'sealed'],
    verification: 'checked',
    isLeftOut: false,
    isBonded: true,
    checkedSpeed: null,
    parameters: ['temperature'],
    ...facts,
  }
}
