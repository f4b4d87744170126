import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import http from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { zeroAddress } from '@infinitio/domain'
import { generatePrivateKey } from 'viem/accounts'
import { expect, onTestFinished, test } from 'vitest'
import { writeFleet } from '../provision/fleetFile.ts'
import type { ProviderSettings } from '../settings/providerSettings.ts'
import { waitForListing } from './waitForListing.ts'

const nodeId = `0x${'1'.repeat(64)}`
const paused = { listing: null, unavailable: 'paused' }
const listed = { listing: { ask: { pricePerGpuSecond: '7' } }, unavailable: null }
const asked = { nodes: [{ node: nodeId, latestAsk: {} }] }
const never = { nodes: [{ node: nodeId, latestAsk: null }] }
const ordersWith = (...states: string[]) => ({
  items: states.map((state) => ({ kind: 'ask', state, node: nodeId, order: { node: nodeId, privateRenter: zeroAddress } })),
  nextCursor: null,
})

test('waits for an ask that was just accepted and does not report a pause, although the market does not show it yet', async () => {
  const shown = await wait({ listings: [paused, paused, listed], provider: [never, asked], orders: [ordersWith('open')] })
  expect(shown).toEqual({ nodeId, how: 'listed', pricePerGpuSecond: 7n })
})

test('a machine whose newest ask was cancelled is paused, whatever the book refused since', async () => {
  const shown = await wait({ listings: [paused], provider: [asked], orders: [ordersWith('rejected', 'cancelled', 'open')] })
  expect(shown).toMatchObject({ how: 'paused' })
})

test('a sign-in that failed is tried again', async () => {
  const orders = [ordersWith('cancelled')]
  expect(await wait({ nonce: [null, signIn], listings: [paused], provider: [asked], orders })).toMatchObject({ how: 'paused' })
})

const signIn = { domain: 'market', statement: '', uri: '', chainId: 1, nonce: '', issuedAt: '', expirationTime: '' }

/**
 * Runs `waitForListing` with a test market that gives these answers one after another and then repeats the last one. The answer null means that the market is
 * not ready.
 */
async function wait(answers: Record<'listings' | 'provider' | 'orders', readonly unknown[]> & { nonce?: readonly unknown[] }) {
  const { url } = await openMarket({ nonce: [signIn], session: [{ token: 'token' }], ...answers })
  const dataDir = await mkdtemp(path.join(tmpdir(), 'infinitio-listing-'))
  onTestFinished(() => rm(dataDir, { recursive: true, force: true }))
  const keyFile = path.join(dataDir, 'provider.key')
  await writeFile(keyFile, generatePrivateKey(), { mode: 0o600 })
  await writeFleet(dataDir, { chainId: 1, market: zeroAddress, gatewayKey: nodeId, nodes: [{ slot: 'a', nodeId, banner: '' }] })
  const settings = { apiUrl: url, keyFile } as ProviderSettings
  return await waitForListing({ machine: { dataDir, settings }, withinMs: 20_000, signal: new AbortController().signal })
}

async function openMarket(answers: Record<string, readonly unknown[]>): Promise<{ url: string }> {
  const asked = new Map<string, number>()
  const server = http.createServer((request, response) => {
    const words = (request.url ?? '').split('?')[0]?.split('/').slice(3) ?? []
    const noun = words[0] === 'session' && words[1] === 'nonce' ? 'nonce' : (words[0] ?? '')
    const count = asked.get(noun) ?? 0
    asked.set(noun, count + 1)
    const answer = answers[noun]?.[count] ?? answers[noun]?.at(-1) ?? null
    const problem = { type: 'about:blank', title: '', status: 503, code: 'api.not_ready', detail: '', requestId: 'r' }
    const isAway = answers[noun]?.[count] === null || answer === null
    response.writeHead(isAway ? 503 : 200, { 'content-type': 'application/json' }).end(JSON.stringify(isAway ? problem : answer))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void server.close().closeAllConnections())
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` }
}
