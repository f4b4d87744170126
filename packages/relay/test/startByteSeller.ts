import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { assetUnits } from '@infinitio/domain'
import type { FileKind, FileTerms } from '@infinitio/services'
import { parseEther } from 'viem'
import { startSeller, type TestSeller } from './startSeller.ts'

/** The price of a million bytes in the terms of these services, and the price of a million requests. */
export const prices = { inputPrice: assetUnits(parseEther('20')), outputPrice: assetUnits(parseEther('0.00002')) }

/** Starts a chain on which the service sells bytes at a free port of this computer. */
export async function startByteSeller(kind: FileKind): Promise<{ readonly seller: TestSeller; readonly terms: FileTerms; readonly port: number }> {
  const seller = await startSeller()
  const port = await freePort()
  const url = `http://127.0.0.1:${port}/v1`
  const terms = await seller.setTerms({ kind, model: kind, url, ...prices, cachedPrice: assetUnits(0n) })
  return { seller, terms: { ...terms, kind }, port }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  return port
}
