import http from 'node:http'
import { text } from 'node:stream/consumers'
import { type ServeNews, startServe } from '@infinitio/relay'
import { startSeller, startTestModel } from '@infinitio/relay/test'
import { termsBytes } from '@infinitio/services'
import { bytesToHex } from 'viem'
import { startTestbed } from '../startTestbed.ts'
import { until } from '../until.ts'

/** An answer of the gateway, as a client receives it. */
export type DoorAnswer = { readonly status: number; readonly headers: http.IncomingHttpHeaders; readonly body: string }

/**
 * Starts a gateway with its database, a chain with the service ledger, a test model, and `infinitio serve` behind the gateway. The service listens on loopback
 * too, but its terms have the URL of the gateway.
 */
export async function startServicesTestbed() {
  const [testbed, seller, model] = await Promise.all([startTestbed(), startSeller(), startTestModel()])
  const { gateway, market } = testbed
  const host = `${seller.service}.svc.localhost`
  const terms = await seller.setTerms({ url: `http://${host}:${gateway.portsPort}/v1` })
  await market.service({ service: seller.service, terms: bytesToHex(termsBytes(terms)) })
  const news: ServeNews[] = []
  const gateways = [{ host: '127.0.0.1', port: gateway.tunnelPort }]
  const tunnel = { gateways, gatewayKey: gateway.hostKey }
  const serve = await startServe(seller.serveSettings({ upstream: model.url, tunnel, onNews: (one) => news.push(one) }))
  await until(() => news.some((one) => one.kind === 'tunnel' && one.state === 'up'))
  return {
    ...{ testbed, seller, model, serve, news, host, tunnel },
    ask: (options: http.RequestOptions, body = '') => ask(gateway.portsPort, { ...options, headers: { host, ...options.headers } }, body),
    async close() {
      await serve.stop()
      await Promise.all([testbed.close(), seller.stop(), model.stop()])
    },
  }
}

function ask(port: number, options: http.RequestOptions, body: string): Promise<DoorAnswer> {
  return new Promise((resolve, reject) => {
    const request = http.request({ host: '127.0.0.1', port, ...options }, (answer) => {
      text(answer).then((all) => resolve({ status: answer.statusCode ?? 0, headers: answer.headers, body: all }), reject)
    })
    request.on('error', reject)
    request.end(body)
  })
}
