import { z } from 'zod'
import { address, bps, hex32, text, uint96, uint128, uuid } from './scalars.ts'

/** The longest step by which a caller may move the clock of a development chain forward, in seconds: 30 days. */
const longestForwardSeconds = 2_592_000

/** Addresses of the contracts of this market. */
export const addressesWire = z
  .strictObject({
    directory: address,
    ptoken: address,
    market: address,
    leaseToken: address,
    stakeVault: address,
    nodeRegistry: address,
    classCatalog: address,
    attestations: address,
    feeSplitter: address,
    stablecoin: address,
    faucet: address.nullable().describe('Null except on a development chain.'),
  })
  .meta({ id: 'Addresses' })
export type AddressesWire = z.infer<typeof addressesWire>

/**
 * The address of the gateway to leased machines. `knownHostsLine` is a line for the file `known_hosts` with the gateway's own host key, which is published in
 * the Directory contract.
 */
export const gatewayWire = z
  .strictObject({
    sshHost: z.string(),
    sshPort: z.int(),
    tunnelPort: z
      .int()
      .nullable()
      .describe('Port of the same host to which agents of providers connect; null if the operator publishes it elsewhere.'),
    hostKey: hex32,
    knownHostsLine: z.string(),
    terminalUrl: z.string(),
    servicesUrl: z.string().nullable().describe('Base URL of the host names of AI services behind a gateway; null if no gateway connects services.'),
    others: z
      .array(z.strictObject({ sshHost: z.string(), sshPort: z.int(), tunnelPort: z.int().nullable(), knownHostsLine: z.string() }))
      .describe('Further gateways with the same host key: a lease is reached through any of them, and agents keep a tunnel to each.'),
  })
  .meta({ id: 'Gateway' })
export type GatewayWire = z.infer<typeof gatewayWire>

/**
 * A test account of a development chain. `/dev/…` gives the keys of `provider` and `voter` to programs and pages on the same machine; `deployer` deployed the
 * contracts. Pages show `kind` as the account's name.
 */
export const developmentAccountWire = z
  .strictObject({ account: address, kind: z.enum(['provider', 'voter', 'deployer']) })
  .meta({ id: 'DevelopmentAccount' })
export type DevelopmentAccountWire = z.infer<typeof developmentAccountWire>

/** `GET /chain`: the data about chain and market that a client needs to build and sign an order. `chainNow` is the block clock, in Unix seconds. */
export const chainWire = z
  .strictObject({
    chainId: z.int(),
    developmentChain: z.boolean(),
    localEndpoints: z.boolean().describe('True if the server offers `/dev/…` to programs and pages on the same machine with the local token.'),
    addresses: addressesWire,
    receiptKey: address,
    feeBps: bps,
    relayFee: uint96.describe('Fee for settling each piece of a bid, in PToken base units.'),
    leastLeaseValue: uint128.describe(
      'Least value (price × GPUs × seconds) of a piece that the engine settles for `relayFee`, in PToken base units; 0: every piece.',
    ),
    smallLeaseFee: uint96.describe(
      'Fee for settling a piece below `leastLeaseValue`, if higher than `relayFee`, in PToken base units. If both fees are 0, the engine settles no such piece.',
    ),
    blockNumber: z.int(),
    blockTimestamp: z.int(),
    finalBlockNumber: z.int(),
    chainNow: z.int(),
    gateway: gatewayWire.nullable(),
    developmentAccounts: z.array(developmentAccountWire).describe('Test accounts of a development chain; empty on other chains.'),
  })
  .meta({ id: 'Chain' })
export type ChainWire = z.infer<typeof chainWire>

/** `POST /rpc`: one JSON-RPC 2.0 request, or a batch of at most 20. Only reading methods and `eth_sendRawTransaction` are allowed. */
export const rpcRequestWire = z
  .strictObject({
    jsonrpc: z.literal('2.0'),
    id: z.union([z.int(), text(64), z.null()]).optional(),
    method: text(64),
    params: z.union([z.array(z.unknown()), z.record(z.string(), z.unknown())]).optional(),
  })
  .meta({ id: 'RpcRequest' })
export type RpcRequestWire = z.infer<typeof rpcRequestWire>

/** `POST /faucet`: funds an account on the development chain, once a day. */
export const faucetRequestWire = z.strictObject({ account: address }).meta({ id: 'FaucetRequest' })
export type FaucetRequestWire = z.infer<typeof faucetRequestWire>
/** The answer of `POST /faucet`: the pending transfer. `GET /relays/{relayId}` returns its state. */
export const faucetWire = z.strictObject({ relayId: uuid }).meta({ id: 'Faucet' })
export type FaucetWire = z.infer<typeof faucetWire>

/** `GET /dev/provider-key` and `GET /dev/voter-key`: a development key. Only on chain 31337, for callers on the same machine with its local token. */
export const providerKeyWire = z.strictObject({ privateKey: hex32, account: address }).meta({ id: 'ProviderKey' })
export type ProviderKeyWire = z.infer<typeof providerKeyWire>

/**
 * `GET /dev/time`: the block clock, the seconds by which it is ahead of this machine's clock, and the open leases. Moving the clock past the end of a lease
 * ends the lease.
 */
export const developmentTimeWire = z
  .strictObject({
    chainNow: z.int(),
    aheadSeconds: z.int(),
    openLeases: z
      .array(z.strictObject({ leaseId: text(78), endsAt: z.int() }))
      .describe('Earliest end first, 1,000 at most. Leases of simulated renters are left out.'),
  })
  .meta({ id: 'DevelopmentTime' })
export type DevelopmentTimeWire = z.infer<typeof developmentTimeWire>

/**
 * `POST /dev/time`: moves the block clock forward. Refused unless exactly `endingLeases` open leases end by the new time, so that the caller knows which leases
 * end.
 */
export const forwardTimeWire = z
  .strictObject({ seconds: z.int().min(1).max(longestForwardSeconds), endingLeases: z.int().min(0) })
  .meta({ id: 'ForwardTime' })
export type ForwardTimeWire = z.infer<typeof forwardTimeWire>
