import { address, assetUnits } from '@infinitio/domain'
import { routerTerms, type ServiceTerms, termsBytes } from '@infinitio/services'
import { bytesToHex } from 'viem'
import { expect, test } from 'vitest'
import { filesOf, offeredModelOf, offerOf, routerHostOf } from './offerOf.ts'

const facts = {
  url: 'https://router.example/v1',
  contact: '',
  marginBps: 100,
  leastDeposit: assetUnits(1n),
  responseKey: address(`0x${'1'.repeat(40)}`),
}
const router = bytesToHex(termsBytes(routerTerms(facts)))

test('the terms of a router offer no model, and a channel to it names its host', () => {
  expect([offerOf(router), routerHostOf(router), offeredModelOf(router)]).toEqual([null, 'router.example', 'router router.example'])
})

const [amount, key] = [assetUnits(1n), facts.responseKey]
const prices = { inputPrice: amount, cachedPrice: amount, outputPrice: amount, step: amount, leastDeposit: amount }
const terms: ServiceTerms = { version: 1, kind: 'chat', asset: 'PToken', model: 'm', url: facts.url, contact: '', responseKey: key, ...prices }

test('terms of a model state whether the service settles by proofs, and what it counts as cached', () => {
  const offered = (of: ServiceTerms) => offerOf(bytesToHex(termsBytes(of)))
  expect(offered(terms)).toMatchObject({ acceptsG: false, settlesProven: false })
  expect(offered({ ...terms, settlesProven: true })).toMatchObject({ acceptsG: false, settlesProven: true })
  const cachedPrefix = { leastTokens: 1_024, withinSeconds: 300 }
  expect([offered(terms)?.cachedPrefix, offered({ ...terms, cachedPrefix })?.cachedPrefix]).toEqual([null, cachedPrefix])
})

test('terms of a cache state the prices of requests and bytes, and offer no model', () => {
  const cache = bytesToHex(termsBytes({ ...terms, kind: 'cache', model: 'cache', step: assetUnits(100n) }))
  expect(filesOf(cache)).toEqual({
    ...{ kind: 'cache', url: facts.url, contact: '', requestPrice: '1', bytePrice: '1', step: '100', leastDeposit: '1', responseKey: key },
  })
  expect([offerOf(cache), routerHostOf(cache), offeredModelOf(cache)]).toEqual([null, null, 'cache'])
  expect([filesOf(router), filesOf(bytesToHex(termsBytes(terms)))]).toEqual([null, null])
})

test('terms that nobody can read are neither a model nor a router', () => {
  expect([offerOf('0x7b7d'), routerHostOf('0x7b7d'), offeredModelOf('0x7b7d')]).toEqual([null, null, null])
})
