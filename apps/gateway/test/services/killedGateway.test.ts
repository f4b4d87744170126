import { startServe } from '@infinitio/relay'
import { startSeller, startTestModel, testModel } from '@infinitio/relay/test'
import { termsBytes, usualStep } from '@infinitio/services'
import OpenAI from 'openai'
import { bytesToHex } from 'viem'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { startSecondGateway } from '../startSecondGateway.ts'
import { startTestbed } from '../startTestbed.ts'
import { until } from '../until.ts'

let bed: Awaited<ReturnType<typeof startTestbed>>
let seller: Awaited<ReturnType<typeof startSeller>>
let model: Awaited<ReturnType<typeof startTestModel>>
let gateway: Awaited<ReturnType<typeof startSecondGateway>>

beforeAll(async () => {
  ;[bed, seller, model] = await Promise.all([startTestbed(), startSeller(), startTestModel()])
  gateway = await startSecondGateway(bed)
})
afterAll(async () => {
  await gateway.kill('SIGKILL')
  await Promise.all([bed.close(), seller.stop(), model.stop()])
})

it('ends a stream with an error when the gateway is killed, and charges the answer once', async () => {
  const { portsPort, tunnelPort, hostKey } = gateway
  const terms = await seller.setTerms({ url: `http://${seller.service}.svc.localhost:${portsPort}/v1` })
  await bed.market.service({ service: seller.service, terms: bytesToHex(termsBytes(terms)) })
  let ups = 0
  const serve = await startServe(
    seller.serveSettings({
      upstream: model.url,
      tunnel: { gateways: [{ host: '127.0.0.1', port: tunnelPort }], gatewayKey: hostKey },
      onNews: (news) => {
        if (news.kind === 'tunnel' && news.state === 'up') ups += 1
      },
    }),
  )
  await until(() => ups === 1)
  const client = await seller.newClient()
  const proxy = await seller.startProxy(client)
  const openai = new OpenAI({ baseURL: `http://127.0.0.1:${proxy.port}/v1`, apiKey: client.keys.apiKey, maxRetries: 0 })
  const asked = (content: string) => ({ model: testModel, messages: [{ role: 'user' as const, content }] })

  const gone = model.gone()
  const words = (await openai.chat.completions.create({ ...asked('hold'), stream: true }))[Symbol.asyncIterator]()
  expect((await words.next()).value?.choices[0]?.delta.content).toBe('word0 ')
  await gateway.kill('SIGKILL')
  await expect(readAll(words)).rejects.toThrow()

  gateway = await startSecondGateway({ env: { ...bed.env, PORTS_PORT: portsPort, TUNNEL_PORT: tunnelPort } })
  await until(() => ups === 2)
  await until(() => model.gone() > gone)
  expect((await openai.chat.completions.create(asked('Hi'))).usage?.completion_tokens).toBe(5)
  const { amount } = await serve.settle()
  expect(amount).toBe(proxy.figures().owed)
  // The client and the service agree on the sum. The answer that broke off has one receipt. Its cost follows from the bytes that were sent.
  const whole = 1n * 200_000_000_000n + 5n * 600_000_000_000n
  expect(amount).toBeGreaterThanOrEqual(whole)
  expect(amount - whole).toBeLessThanOrEqual(usualStep / 16n)
  await proxy.stop()
  await serve.stop()
})

async function readAll(words: AsyncIterator<unknown>): Promise<void> {
  for (let next = await words.next(); next.done !== true; ) next = await words.next()
}
