import { developmentChainId } from '@infinitio/domain/proofs'
import type { ProcessContext } from '@infinitio/process'
import { startTestServer } from './startTestServer.ts'

type TestModel = Pick<ProcessContext, 'onStop'> & { readonly port: number | undefined; readonly chainId: number }

/**
 * Starts the test server that the simulated machines of a development chain use for tasks that ask a model. Without a port, starts nothing. Returns its base
 * URL. Throws an error on every chain but 31337, where a server without a model must earn nothing.
 */
export async function startTestModel({ port, chainId, onStop }: TestModel): Promise<string | null> {
  if (port === undefined) return null
  if (chainId !== developmentChainId) throw new Error('the test model runs on chain 31337 only')
  const server = await startTestServer({ isCheat: false, port })
  onStop(server.stop)
  return server.url
}
