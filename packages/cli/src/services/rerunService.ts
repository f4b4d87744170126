import { readFileSync } from 'node:fs'
import { refusal } from '@infinitio/sdk'
import { address, type DisputedAnswer, hex32, rerunAnswer, type RerunService, serviceId } from '@infinitio/sdk/services'
import { keccak256, stringToBytes } from 'viem'
import { getBlock } from 'viem/actions'
import { agreed } from '../terminal/ask.ts'
import { printResult } from '../terminal/print.ts'
import { callService } from './callService.ts'
import { type LedgerOptions, readLedger } from './openLedger.ts'

/** Options of `infinitio services rerun`. */
export type RerunOptions = LedgerOptions & { readonly router: string; readonly routerKey?: string }

const sentences = {
  agrees: 'The answer agrees with those of three other services.',
  differs:
    'The answer differs from those of three other services, which agree with each other. This accuses nobody: it is a reason to use another service.',
  unclear: 'The three other services do not agree with each other, so the rerun shows nothing.',
  unanswered: 'The disputed answer has no words, so the rerun shows nothing.',
} as const

/**
 * Lets three other services answer a disputed request again, and compares the answers. The file has the service, the request and the answer. The seed of the
 * selection is the hash of the newest block and of the file, which the command prints. Throws `api.invalid_field`, `wallet.not_confirmed` and the codes of `rerunAnswer`.
 */
export async function rerunService(file: string, options: RerunOptions): Promise<void> {
  if (options.routerKey === undefined) throw refusal('api.invalid_field', { detail: 'put the API key of the router into INFINITIO_ROUTER_KEY' })
  const text = readFileSync(file, 'utf8')
  const disputed = disputedOf(text, file)
  const { client, access, chainId, ledger } = await readLedger(options)
  const services: RerunService[] = []
  for (let cursor: string | null = null, isFirst = true; isFirst || cursor !== null; isFirst = false) {
    const page = await client.listServices({ limit: 100, ...(cursor === null ? {} : { cursor }) })
    for (const { service, payee, offer, hidden } of page.items) {
      if (offer === null || hidden !== null || offer.model !== disputed.request['model']) continue
      services.push({ service: serviceId(service), payee: address(payee), url: offer.url, responseKey: address(offer.responseKey) })
    }
    cursor = page.nextCursor
  }
  await agreed(options, [
    ['The prompt of the file is shown to', 'three other services'],
    ['Their answers are paid by', options.router],
  ])
  const { hash, number } = await getBlock(access.client)
  const seed = hex32(keccak256(stringToBytes(`${hash} ${keccak256(stringToBytes(text))}`)))
  const router = { url: options.router, apiKey: options.routerKey }
  const domain = { chainId, ledger: ledger.ledger }
  const { outcome, receipt, others } = await rerunAnswer(disputed, {
    services,
    seed,
    domain,
    router,
    call: (url, call) => callService(url, { ...call, chainId }),
  })
  const receipts = {
    signed: 'The receipt shows that the service signed this request and this answer.',
    other: 'The receipt is of another request or of another service.',
    missing: 'The file has no receipt with a salt, so nothing shows that the service gave this answer.',
  }
  printResult({
    json: options.json,
    value: { service: disputed.service, outcome, receipt, seed, block: Number(number), others },
    text: [sentences[outcome], receipts[receipt], `Seed ${seed}, by block ${number}.`, ...others.map((one) => `${one.service} ${one.outcome}`)].join(
      '\n',
    ),
  })
}

function disputedOf(text: string, file: string): DisputedAnswer {
  try {
    const { service, request, answer, receipt, salt, body } = JSON.parse(text) as Record<string, unknown>
    const isGood = typeof answer === 'string' && typeof request === 'object' && request !== null && /^0x[0-9a-f]{40}$/.test(String(service))
    const hasProof = typeof receipt === 'string' && /^0x[0-9a-f]{32}$/.test(String(salt))
    if (isGood) {
      const proof = hasProof ? { receipt, salt: String(salt) as `0x${string}`, body: typeof body === 'string' ? body : undefined } : {}
      return { service: serviceId(String(service)), request: request as DisputedAnswer['request'], answer, ...proof }
    }
  } catch {
    // The text is not JSON.
  }
  throw refusal('api.invalid_field', { detail: `${file}: {"service": "0x…", "request": {…}, "answer": "…"}` })
}
