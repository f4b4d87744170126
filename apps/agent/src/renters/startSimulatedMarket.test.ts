import { createLogger } from '@infinitio/process'
import { expect, it } from 'vitest'
import type { AgentEnv } from '../settings/env.ts'
import { startSimulatedMarket } from './startSimulatedMarket.ts'

it.each([1, 8_453, 31_338])('refuses chain %i before it reads a key or calls the API', async (chainId) => {
  const fleet = { chainId, market: '', gatewayKey: '', nodes: [] }
  const started = startSimulatedMarket({ env: {} as AgentEnv, fleet, logger: createLogger({ room: 'agent' }) })
  await expect(started).rejects.toThrow(`renters are simulated on chain 31337 only; this is chain ${chainId}`)
})
