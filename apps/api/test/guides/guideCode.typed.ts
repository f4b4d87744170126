// The TypeScript of the guides, for the types check. `npx vitest run apps/api/test/guides/guideCode.test.ts -u` writes it from docs/guides.
import { createHmac, timingSafeEqual } from 'node:crypto'
import { buildOpenBid, createClient, readApiKey, signAsk, signBid } from '@infinitio/sdk'
import type { Given } from './given.ts'

export async function callAModel({ account }: Given) {
  const { OpenAI } = await import('openai')

  const openai = new OpenAI()
  const answer = await openai.chat.completions.create({
    model: 'qwen3',
    messages: [{ role: 'user', content: 'Say hello' }],
  })
  console.log(answer.choices[0]?.message.content)



  const client = createClient({ baseUrl: 'http://localhost:3000' })
  const services = await client.openServices({ rpcUrl: 'http://localhost:3000/api/v1/rpc', payer: account })
  const paying = new OpenAI({ baseURL: 'https://models.invalid/v1', apiKey: 'unused', fetch: services.fetch })

  const { ServiceLedgerScheme } = await import('@infinitio/sdk/services')
  const { wrapFetchWithPayment, x402Client } = await import('@x402/fetch')

  const payer = new x402Client().register('eip155:*', new ServiceLedgerScheme(services))
  const fetch402 = wrapFetchWithPayment(fetch, payer)
  const direct = new OpenAI({ baseURL: 'http://127.0.0.1:8402/v1', apiKey: 'unused', fetch: fetch402 })
}

export async function developerQuickStart() {
  const { execFileSync } = await import('node:child_process')
  const { existsSync, readFileSync } = await import('node:fs')

  const { privateKeyToAccount } = await import('viem/accounts')

  const { privateKey, account } = readApiKey(process.env.INFINITIO_KEY ?? '')
  const signer = privateKeyToAccount(privateKey)
  const open = createClient({ baseUrl: process.env.INFINITIO_URL ?? 'http://localhost:3000' })
  const { token } = await open.signIn({ signer, account, as: 'token' })
  const client = open.withToken(token ?? '')

  if (!existsSync('lease.key')) execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', 'lease.key'])
  const sshKeys = [readFileSync('lease.key.pub', 'utf8').trim()]
  const { leaseId } = await client.rent({ signer, account, gpu: 'cpu', hours: 1, maxPrice: '1.00', name: 'first', sshKeys })
  console.log(`lease ${leaseId} is ready`)
  try {
    const cores = execFileSync('infinitio', ['ssh', '--identity', 'lease.key', leaseId, 'nproc'], { encoding: 'utf8' })
    console.log(`the machine has ${cores.trim()} cores`)
  } finally {
    await client.end({ leaseId, signer })
  }
  console.log(await client.getLeaseReceipt(leaseId))
}

export async function governancePrograms({ directory }: Given) {
  const { createChainClient } = await import('@infinitio/chain/node')
  const { readGovernance } = await import('@infinitio/chain')

  const client = createChainClient({ rpcUrl: 'http://localhost:8545', timeoutMs: 10_000 })
  const governance = await readGovernance(client, directory)
}

export async function notifications({ baseUrl, token, secret, id, timestamp, body, signature, signal }: Given) {
  const client = createClient({ baseUrl }).withToken(token)
  await client.watchEvents({
    topics: ['notifications'],
    onEvent: async () => console.log((await client.listNotifications()).items),
    signal,
  })

  const key = Buffer.from(secret.slice('whsec_'.length), 'base64')
  const wanted = createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest()
  const isOurs = timingSafeEqual(wanted, Buffer.from(signature.slice('v1,'.length), 'base64'))
}

export async function orders({ baseUrl, wallet, renter, maxPricePerGpuSecond, workloadHash, nonce, asks }: Given) {
  const client = createClient({ baseUrl })
  const chain = await client.getChain()
  const { verdicts } = await client.placeOrders({ orders: await Promise.all(asks.map((ask) => signAsk(wallet, { ask, chain }))) })

  const bid = buildOpenBid({ renter, classIds: [3], regionIds: [0, 1], gpus: 8, durationSeconds: 3_600, maxPricePerGpuSecond, timeInForce: 'gtc', workloadHash, nonce, chain })
  const { orderHash } = await client.placeOrder(await signBid(wallet, { bid, chain }))
}

export async function routeModels({ directory }: Given) {
  const { OpenAI } = await import('openai')
  const { openSealedRouter } = await import('@infinitio/sdk/services')

  const url = 'http://127.0.0.1:4181/v1'
  const router = await openSealedRouter({ url, apiKey: 'infr_…', rpcUrl: 'http://localhost:8545', directory })
  const sealed = new OpenAI({ baseURL: url, apiKey: 'unused', fetch: router.fetch })
}

export async function sessionKeys({ baseUrl, signer, account, sshKeys }: Given) {
  const client = createClient({ baseUrl })
  const { token: keyToken } = await client.signIn({ signer, account, as: 'token' })
  const { leaseId } = await client.withToken(keyToken ?? '').rent({ signer, account, gpu: 'h100', hours: 2, maxPrice: '2.10', sshKeys })
}

export async function tokens({ baseUrl, token, signer, account, sshKeys }: Given) {
  const client = createClient({ baseUrl, token })
  const { leaseId } = await client.rent({ signer, account, gpu: 'h100', hours: 2, maxPrice: '2.10', sshKeys })
  await client.extend({ leaseId, duration: '1h', signer })
  await client.end({ leaseId, signer })
}
