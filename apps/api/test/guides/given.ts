import type { readGovernance } from '@infinitio/chain'
import type { buildBid, buildOpenBid, createClient, signAsk } from '@infinitio/sdk'

type Client = ReturnType<typeof createClient>

/** Names that the TypeScript examples in the guides use without defining them. */
export type Given = {
  readonly directory: Parameters<typeof readGovernance>[1]
  readonly baseUrl: string
  readonly token: string
  readonly secret: string
  readonly id: string
  readonly timestamp: string
  readonly body: string
  readonly signature: string
  readonly signal: AbortSignal
  readonly signer: Parameters<Client['rent']>[0]['signer'] & Parameters<Client['signIn']>[0]['signer']
  readonly wallet: Parameters<typeof signAsk>[0]
  readonly account: NonNullable<Parameters<Client['rent']>[0]['account']>
  readonly sshKeys: readonly string[]
  readonly renter: Parameters<typeof buildOpenBid>[0]['renter']
  readonly maxPricePerGpuSecond: Parameters<typeof buildOpenBid>[0]['maxPricePerGpuSecond']
  readonly workloadHash: Parameters<typeof buildOpenBid>[0]['workloadHash']
  readonly nonce: Parameters<typeof buildOpenBid>[0]['nonce']
  readonly asks: readonly Parameters<typeof signAsk>[1]['ask'][]
  readonly bid: ReturnType<typeof buildBid>
}
