import { Agent, request } from 'node:http'
import { setTimeout as delay } from 'node:timers/promises'
import { type Address, assetUnits, type Hex32, type LedgerSigningDomain, type ServiceId, zeroHex32 } from '@infinitio/domain'
import { messageOfVoucher, requestHash, writeVoucher } from '@infinitio/services'
import type { ProxyKeys } from '../../src/proxy/clientStore.ts'
import { openSignatures } from '../../src/signatures/openSignatures.ts'

/** The payer of a benchmark: its channel keys, and what its vouchers (promises to pay) name. */
type BenchPayer = {
  readonly keys: readonly ProxyKeys[]
  readonly payer: Address
  readonly service: ServiceId
  readonly domain: LedgerSigningDomain
  readonly terms: Hex32
}

const openAtOnce = 400
const settleMs = 50

/** Opens the connections of a benchmark, and signs its vouchers. Signing is the client's work, so it is done before a call is timed. */
export async function benchCalls({ keys, payer, service, domain, terms }: BenchPayer) {
  const signatures = await openSignatures()
  const agent = new Agent({ keepAlive: true, maxSockets: openAtOnce })
  const seqs = keys.map(() => 0)
  let turn = 0
  return {
    kind: signatures.kind,
    /** Returns the header with the next voucher. Successive vouchers use the channels one after the other. */
    voucher(body: Uint8Array): Readonly<Record<string, string>> {
      const at = turn % keys.length
      turn += 1
      const key = keys[at]
      const seq = (seqs[at] ?? 0) + 1
      seqs[at] = seq
      if (key === undefined) throw new Error('a benchmark has channels')
      const salt = `0x${turn.toString(16).padStart(32, '0')}` as const
      const unsigned = { payer, key: key.key, serial: 0, seq, spent: assetUnits(10n ** 18n), terms, newest: zeroHex32, salt }
      const { digest } = messageOfVoucher(unsigned, { service, request: requestHash(salt, body), domain })
      return { 'infinitio-voucher': writeVoucher({ ...unsigned, signature: signatures.sign(digest, key.channelKey) }) }
    },
    /** Sends a request and reads its whole answer. Resolves with the milliseconds that this took. */
    send: (url: string, headers: Readonly<Record<string, string>>, body: Uint8Array) => sendOnce(agent, { url, headers, body }),
    /** Opens a stream and reads it without end. Resolves at its first bytes with the function that closes it. */
    open: (url: string, headers: Readonly<Record<string, string>>, body: Uint8Array): Promise<() => void> =>
      new Promise((resolve, reject) => {
        const sent = request(`${url}/chat/completions`, { method: 'POST', headers: { 'content-length': body.length, ...headers } }, (answer) => {
          if (answer.statusCode !== 200) reject(new Error(`${url} answered ${answer.statusCode}`))
          answer.on('error', () => {})
          answer.once('data', () => resolve(() => sent.destroy()))
        })
        sent.on('error', reject)
        sent.end(body)
      }),
    /** Waits until a number stops changing. */
    async settled(count: () => number): Promise<void> {
      for (let last = -1; last !== count(); ) {
        last = count()
        await delay(settleMs)
      }
    },
    close: () => agent.destroy(),
  }
}

type Sent = { readonly url: string; readonly headers: Readonly<Record<string, string>>; readonly body: Uint8Array }

/** Sends a request. Sends it again if it failed on a reused connection, which the server may have closed just before. */
function sendOnce(agent: Agent, { url, headers, body }: Sent): Promise<number> {
  return new Promise((resolve, reject) => {
    const startedMs = performance.now()
    const sent = request(`${url}/chat/completions`, { method: 'POST', agent, headers: { 'content-length': body.length, ...headers } }, (answer) => {
      answer.resume()
      answer.on('end', () =>
        answer.statusCode === 200 ? resolve(performance.now() - startedMs) : reject(new Error(`${url} answered ${answer.statusCode}`)),
      )
    })
    sent.on('error', (error) => {
      if (sent.reusedSocket) sendOnce(agent, { url, headers, body }).then(resolve, reject)
      else reject(error)
    })
    sent.end(body)
  })
}
