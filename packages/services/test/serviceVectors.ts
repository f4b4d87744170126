import { type Address, address, assetUnits, bps, type ChannelFacts, channelIdOf, keyCurves, ledgerAssets, serviceId } from '@infinitio/domain'
import {
  costOf,
  hashReceipt,
  messageOfVoucher,
  needOf,
  readReceipt,
  requestHash,
  responseHash,
  shareClaim,
  stepAfter,
  termsHash,
  writeReceipt,
  writeVoucher,
} from '../src/index.ts'
import { exampleDomain, exampleReceipt, exampleService, exampleTerms, exampleVoucher } from './examples.ts'

const account = (digit: string): Address => address(`0x${digit.repeat(40)}`)

/**
 * Returns claims around limits of the rounding, the largest possible claim, and how each is divided into shares. The contract's library must give the same
 * shares.
 */
function moneyVectors() {
  const claims = [0n, 1n, 2n, 399n, 400n, 401n, 3_999n, 4_000n, 4_001n, 123_456_789_012_345_678n, 2n ** 96n - 1n].map(assetUnits)
  const royalties = [0n, 1n, 1_000n, 3_000n].map((value) => bps(value))
  return royalties.flatMap((royaltyBps) =>
    claims.flatMap((claim, at) =>
      claims.slice(0, at + 1).map((settled) => ({ settled, claim, royaltyBps, ...shareClaim({ settled, claim, royaltyBps }) })),
    ),
  )
}

function channelVectors() {
  return keyCurves.flatMap((curve) =>
    ledgerAssets.map((asset) => {
      const facts: ChannelFacts = { payer: account('a'), key: account('b'), curve, service: serviceId(account('c')), asset }
      return { ...facts, curve: keyCurves.indexOf(curve), asset: ledgerAssets.indexOf(asset), id: channelIdOf(facts) }
    }),
  )
}

/** Returns one request with its voucher (promise to pay) and its receipt. Also returns prices around a limit of the rounding. */
function receiptVectors() {
  const terms = exampleTerms()
  const body = new TextEncoder().encode('{"model":"test","messages":[{"role":"user","content":"Hi"}]}')
  const voucher = exampleVoucher()
  const request = requestHash(voucher.salt, body)
  const receipt = { ...exampleReceipt(), request, response: responseHash(voucher.salt, [new TextEncoder().encode('{"a":1}\n')]) }
  const written = writeReceipt({ receipt, signature: voucher.signature })
  const units = [0, 1, 3, 999_999, 1_000_000].flatMap((input) => [0, 7].map((output) => ({ input, cached: Math.min(input, 1), output })))
  return {
    ...{ domain: exampleDomain, service: exampleService, terms, termsHash: termsHash(terms), voucher, sentVoucher: writeVoucher(voucher) },
    message: messageOfVoucher(voucher, { service: exampleService, request, domain: exampleDomain }),
    ...{ receipt, written, hash: hashReceipt(receipt, exampleDomain), read: readReceipt(written)?.receipt },
    costs: units.map((of) => ({ ...of, cost: costOf(terms, of) })),
    steps: [0, 1, 3, 4, 5, 100].map((answers) => ({ answers, step: stepAfter(terms, answers) })),
    needs: [null, 1, 1_000_000].map((mostOutput) => ({
      mostOutput,
      need: needOf(terms, { prompt: { bytes: 2, messages: 1 }, mostOutput, answers: 0 }),
    })),
  }
}

/** Returns the test vectors by the name of their file. Both this package and the ledger's libraries are compared with them. */
export function serviceVectors() {
  return { serviceMoney: moneyVectors(), serviceChannels: channelVectors(), serviceReceipts: receiptVectors() }
}
