import { rpcUrl, trustedProxies } from '@infinitio/process'
import { z } from 'zod'

const port = z.coerce.number().int().min(0).max(65_535)

/** This process's settings. HOST_KEY_FILE holds the ed25519 seed of the gateway's SSH host key and is made when missing. */
export const gatewayEnv = z.object({
  DATABASE_URL: z.string().min(1),
  GATEWAY_ID: z.string().regex(/^[\w.-]{1,64}$/),
  HOST: z.string().min(1).default('127.0.0.1'),
  SSH_PORT: port,
  /** How many SSH connections one address (IPv6: one network of 64 bits) may have open: more where many renters share one, as behind a carrier's NAT. */
  SSH_CONNECTIONS_PER_ADDRESS: z.coerce.number().int().min(1).max(100_000).default(64),
  TERMINAL_PORT: port,
  /** Networks of our own proxies before the web terminal (CIDR, with commas between): only theirs is an X-Forwarded-For believed. */
  TRUSTED_PROXIES: trustedProxies,
  TUNNEL_PORT: port,
  HOST_KEY_FILE: z.string().min(1),
  PUBLIC_URL: z.url(),
  /** Where the ports of leases are had, a name below it each: `https://ports.example`, or `http://ports.localhost:7683` on one machine. */
  PORTS_URL: z.url({ protocol: /^https?$/ }),
  PORTS_PORT: port,
  /** The wildcard certificate of PORTS_URL's host and its key (PEM); renewed files are taken into use within a minute. */
  PORTS_CERT_FILE: z.string().min(1).optional(),
  PORTS_KEY_FILE: z.string().min(1).optional(),
  /** How long a stop waits for renters to leave after they were told; whoever stops this process must wait longer. */
  DRAIN_SECONDS: z.coerce.number().int().min(0).max(3_600).default(1),
  /** Asked once, whether a host key that was made for development may be used here. */
  RPC_URL: rpcUrl.optional(),
})

/** The parsed settings. */
export type GatewayEnv = z.output<typeof gatewayEnv>
