import { type Address, assetUnits, channelIdOf, type Hex32, hex32, serviceId, zeroHex32 } from '@infinitio/domain'
import {
  channelOfVoucher,
  costOf,
  mostOfRequest,
  PayingChannel,
  readClientChannel,
  readVoucher,
  type Receipt,
  requestHash,
  type ServiceTerms,
  signReceipt,
  termsHash,
  writeClientChannel,
} from '@infinitio/services'
import { describe, expect, it } from 'vitest'
import { refusal } from '../../transport/refusal.ts'
import { accountOfKey, curveSignatures, newPrivateKey, randomHex } from '../paid/curveSignatures.ts'

const [channelKey, responseKey] = [newPrivateKey(), newPrivateKey()]
const key = accountOfKey(channelKey)
const payer = `0x${'a'.repeat(40)}` as Address
const service = serviceId(`0x${'c'.repeat(40)}`)
const domain = { chainId: 31_337, ledger: `0x${'5'.repeat(40)}` as Address }
const units = (amount: bigint) => assetUnits(amount)
const terms: ServiceTerms = {
  ...{ version: 1, kind: 'chat', asset: 'PToken', model: 'm', url: 'http://127.0.0.1:1/v1', contact: '' },
  ...{ inputPrice: units(10n ** 6n), cachedPrice: units(10n ** 6n), outputPrice: units(10n ** 6n), step: units(16_000n), leastDeposit: units(0n) },
  responseKey: accountOfKey(responseKey),
}
const chain = { deposited: units(10n ** 9n), settled: units(0n), serial: 0 }

/** A request as a service describes it, with a prompt of 10 bytes, or 42 tokens at most. */
const named = (mostOutput: number | null = null) => {
  const salt = randomHex(16)
  return { salt, request: requestHash(salt, new Uint8Array(10)), prompt: { bytes: 10, messages: 1 }, mostOutput }
}
const mostOf = (request: ReturnType<typeof named>) => mostOfRequest(terms, request)

function openChannel(stored: string | null = null) {
  let text = stored
  const store = {
    stored: stored === null ? null : readClientChannel(stored),
    save: (state: Parameters<typeof writeClientChannel>[0]) => {
      text = writeClientChannel(state)
    },
  }
  const parts = { domain, service, payer, key, channelKey, signatures: curveSignatures, store, salt: () => randomHex(16) }
  const channel = new PayingChannel({ ...parts, refuse: (code, detail) => refusal(code, { detail }) }, { terms, chain })
  return { channel, stored: () => text }
}

type Begun = ReturnType<PayingChannel['beginNamed']>
/** Returns the receipt that the service signs for a request, and the hash to which the next receipt links. */
function receiptOf({ open }: Begun, { n, previous, spent, output }: { n: number; previous: Hex32; spent: bigint; output: number }) {
  const tokens = { input: 3, cached: 0, output }
  const cost = costOf(terms, tokens)
  const receipt: Receipt = {
    ...{ channel: channelIdOf(channelOfVoucher({ payer, key }, service)), serial: 0, n, previous, seq: open.seq, terms: termsHash(terms) },
    ...{ request: open.request, response: hex32(`0x${'6'.repeat(64)}`), units: tokens, cost, spent: units(spent + cost), rate: units(0n) },
    ...{ startedMs: 1, endedMs: 2, inner: '0x' },
  }
  return { ...signReceipt(receipt, { domain, sign: (hash) => curveSignatures.sign(hash, responseKey) }), cost }
}

describe('a request that only its service describes', () => {
  it('raises the ceiling by its amount at most, also while others are open', () => {
    const { channel } = openChannel()
    for (let count = 1; count <= 16; count += 1) {
      const request = named(count % 2 === 0 ? 20 : null)
      const before = channel.figures().ceiling
      const { header, open } = channel.beginNamed(request, mostOf(request))
      expect(readVoucher(header)).toMatchObject({ salt: request.salt, seq: open.seq, spent: channel.figures().ceiling })
      expect(channel.figures().ceiling - before).toBeLessThanOrEqual(mostOf(request))
      expect(channel.figures().ceiling - before).toBeGreaterThan(0n)
    }
    expect(() => channel.beginNamed(named(), 10n ** 9n)).toThrow('serving.busy')
  })

  it('is not signed if the ceiling would rise by more, because earlier requests may cost more now', () => {
    const { channel } = openChannel()
    for (const lost of [named(), named()]) channel.beginNamed(lost, mostOf(lost))
    let [previous, spent]: [Hex32, bigint] = [zeroHex32, 0n]
    for (let n = 1; n <= 4; n += 1) {
      const request = named()
      const begun = channel.beginNamed(request, mostOf(request))
      const { hash, text, cost } = receiptOf(begun, { n, previous, spent, output: 5 })
      channel.acceptCut(begun.open, text)
      ;[previous, spent] = [hash, spent + cost]
    }
    const small = named(1)
    const { ceiling } = channel.figures()
    expect(() => channel.beginNamed(small, mostOf(small))).toThrow('serving.busy')
    expect(channel.figures().ceiling).toBe(ceiling)
  })

  it('costs what its receipt states, up to the signed amount, although nobody counted the answer', () => {
    const { channel, stored } = openChannel()
    const begun = channel.beginNamed(named(), mostOf(named()))
    const { text, cost } = receiptOf(begun, { n: 1, previous: zeroHex32, spent: 0n, output: 900 })
    const again = openChannel(stored()).channel
    for (const one of [channel, again]) {
      expect(one.cut()).toEqual([begun.open])
      one.acceptCut(begun.open, text)
      expect([one.figures().owed, one.cut(), one.fault]).toEqual([cost, [], null])
    }
  })

  it('is paid under the terms for which it was signed, also if the service has cheaper terms when its receipt arrives', () => {
    const { channel } = openChannel()
    const begun = channel.beginNamed(named(), mostOf(named()))
    channel.changeTerms({ ...terms, outputPrice: units(1n) })
    const { text, cost } = receiptOf(begun, { n: 1, previous: zeroHex32, spent: 0n, output: 900 })
    channel.acceptCut(begun.open, text)
    expect([channel.figures().owed, channel.fault]).toEqual([cost, null])
    const later = channel.beginNamed(named(), mostOf(named()))
    const dear = receiptOf(later, {
      n: 2,
      previous: receiptOf(begun, { n: 1, previous: zeroHex32, spent: 0n, output: 900 }).hash,
      spent: cost,
      output: 900,
    })
    expect(() => channel.acceptCut(later.open, dear.text)).toThrow('serving.receipt_wrong')
    expect(channel.fault).toBe('terms')
  })

  it('stops the channel if its receipt states more than the signed amount', () => {
    const { channel } = openChannel()
    const begun = channel.beginNamed(named(), mostOf(named()))
    const { text } = receiptOf(begun, { n: 1, previous: zeroHex32, spent: 0n, output: 1_100 })
    expect(() => channel.acceptCut(begun.open, text)).toThrow('serving.receipt_wrong')
    expect(() => channel.beginNamed(named(), mostOf(named()))).toThrow('serving.stopped')
  })
})
