import { rpcUrl } from '@infinitio/process'
import { z } from 'zod'

/** This process's settings. API_URL is the web server's origin, with or without `/api/v1`. Key files hold one `0x` hex key; AGENT_DATA_DIR is the agent's own folder. */
export const agentEnv = z.object({
  API_URL: z.url().transform((url) => url.replace(/\/api\/v1\/?$/, '')),
  RPC_URL: rpcUrl,
  TUNNEL_HOST: z.string().min(1),
  TUNNEL_PORT: z.coerce.number().int().min(1).max(65_535),
  AGENT_DATA_DIR: z.string().min(1),
  AGENT_FLEET: z.enum(['this-machine', 'simulated']),
  PROVIDER_KEY_FILE: z.string().min(1),
})

/** The parsed settings. */
export type AgentEnv = z.output<typeof agentEnv>
