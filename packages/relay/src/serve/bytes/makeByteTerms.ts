import { type Address, assetUnits } from '@infinitio/domain'
import { type FileKind, type FileTerms, readFileTerms, termsBytes, usualStep } from '@infinitio/services'
import { RelayError } from '../../relayError.ts'

/**
 * The terms of a service that sells bytes, as its owner writes them, in base units of PToken. `requestPrice` is the price of a million requests, `gigabytePrice`
 * the price of 10⁹ bytes.
 */
export type WrittenByteTerms = {
  readonly kind: FileKind
  readonly url: string
  readonly contact: string
  readonly requestPrice: bigint
  readonly gigabytePrice: bigint
  readonly step: bigint | null
  readonly leastDeposit: bigint
  readonly responder: Address
}

const thousand = 1_000n

/** Builds the terms of a service that sells bytes. The price of a byte is rounded down. Throws `serving.price_above_step` if 64 MiB cost more than a step. */
export function makeByteTerms({ kind, url, contact, requestPrice, gigabytePrice, step, leastDeposit, responder }: WrittenByteTerms): FileTerms {
  const terms: FileTerms = {
    ...{ version: 1, kind, asset: 'PToken', model: kind, url, contact, responseKey: responder },
    ...{ inputPrice: assetUnits(requestPrice), cachedPrice: assetUnits(0n), outputPrice: assetUnits(gigabytePrice / thousand) },
    ...{ step: step === null ? usualStep : assetUnits(step), leastDeposit: assetUnits(leastDeposit) },
  }
  if (readFileTerms(termsBytes(terms)) === null) throw new RelayError('serving.price_above_step')
  return terms
}
