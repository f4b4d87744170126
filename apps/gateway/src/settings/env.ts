import { rpcUrl, trustedProxies } from '@infinitio/process'
import { z } from 'zod'

const port = z.coerce.number().int().min(0).max(65_535)

/** This process's settings. HOST_KEY_FILE contains the ed25519 seed of the gateway's SSH host key; if the file is missing, it is created. */
export const gatewayEnv = z.object({
  DATABASE_URL: z.string().min(1),
  GATEWAY_ID: z.string().regex(/^[\w.-]{1,64}$/),
  HOST: z.string().min(1).default('127.0.0.1'),
  SSH_PORT: port,
  /**
   * The most open SSH connections of one address (for IPv6, of one network of 64 bits). Use a larger value if many renters share an address, for example behind
   * a provider's NAT.
   */
  SSH_CONNECTIONS_PER_ADDRESS: z.coerce.number().int().min(1).max(100_000).default(64),
  /**
   * The most Mbit/s of packets between leases of clusters that this gateway forwards, for machines that do not reach each other directly: of all leases together,
   * and of one lease. With 0 for all, it forwards none. One core forwards about 560 Mbit/s, and shells need it, too.
   */
  CLUSTER_MBPS: z.coerce.number().int().min(0).max(100_000).default(400),
  CLUSTER_MBPS_PER_LEASE: z.coerce.number().int().min(1).max(100_000).default(300),
  TERMINAL_PORT: port,
  /** Networks of the operator's proxies in front of the web terminal (CIDR, separated by commas). The header X-Forwarded-For is trusted only from these. */
  TRUSTED_PROXIES: trustedProxies,
  TUNNEL_PORT: port,
  HOST_KEY_FILE: z.string().min(1),
  PUBLIC_URL: z.url(),
  /** The URL below which each port of a lease has its own host name: `https://ports.example`, or `http://ports.localhost:7683` on one machine. */
  PORTS_URL: z.url({ protocol: /^https?$/ }),
  PORTS_PORT: port,
  /**
   * The URL below which each AI service behind this gateway has its host name: `https://svc.example.org`, or `http://svc.localhost:7683` on one machine. It is
   * served at PORTS_PORT, so the certificate must also name `*.svc.example.org`. If absent, services cannot connect.
   */
  SERVICES_URL: z.url({ protocol: /^https?$/ }).optional(),
  /** The wildcard certificate of PORTS_URL's host and its key (PEM). Renewed files are loaded within a minute. */
  PORTS_CERT_FILE: z.string().min(1).optional(),
  PORTS_KEY_FILE: z.string().min(1).optional(),
  /**
   * When this process is stopped, it notifies renters and then waits up to this many seconds for them to leave. The program that manages this process must wait
   * longer before it kills the process.
   */
  DRAIN_SECONDS: z.coerce.number().int().min(0).max(3_600).default(1),
  /** The URL of a chain node. It is used only to check whether this is the development chain, for the host key and for a warning about sites. */
  RPC_URL: rpcUrl.optional(),
})

/** The parsed settings. */
export type GatewayEnv = z.output<typeof gatewayEnv>
