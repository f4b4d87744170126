import { modelPaymentsAbi, readFunding, type ServiceGrant } from '@infinitio/chain'
import {
  type Address,
  address,
  bps,
  type Bps,
  grantMessage,
  hashLedgerMessage,
  type Hex32,
  type LedgerSigningDomain,
  type ModelGrant,
  modelWord,
  zeroAddress,
} from '@infinitio/domain'
import type { Hex } from 'viem'
import { getBlock, readContract } from 'viem/actions'
import { askRpc } from '../chain/askRpc.ts'
import type { ExitAccess } from '../chain/exitAccess.ts'
import { refusal } from '../transport/refusal.ts'

/** The royalty of a service, as the ledger takes it at the registration: the receiver, the share, and the grant of the model's owner. */
export type ServiceRoyalty = { readonly royaltyTo: Address; readonly royaltyBps: Bps; readonly grant: ServiceGrant }

/** The market and the payee for which a grant must be made. `directory` is the address of the Directory of the market. */
export type GrantUse = LedgerSigningDomain & { readonly directory: Address; readonly payee: Address }

/** Signs the grant of a model's owner and returns it with the signature. `sign` signs a digest with the owner's wallet. */
export async function signGrant(facts: Omit<ModelGrant, 'signature'>, sign: (digest: Hex32) => Promise<Hex>): Promise<ModelGrant> {
  const { chainId, ledger } = facts
  return { ...facts, signature: await sign(hashLedgerMessage('Grant', grantMessage(facts), { chainId, ledger })) }
}

/** Reads who owns a commercial model on the chain. Throws `api.not_found` for an unknown model, and `chain.rpc_silent`. */
export async function readModelOwner(
  access: ExitAccess,
  { directory, model }: { readonly directory: Address; readonly model: number },
): Promise<Address> {
  const funding = await askRpc(access, () => readFunding(access.client, directory))
  if (funding === null) throw refusal('api.not_found', { detail: 'no models are paid for on this chain' })
  const read = { address: funding.modelPayments, abi: modelPaymentsAbi, functionName: 'modelOf', args: [BigInt(model)] } as const
  const { owner } = await askRpc(access, () => readContract(access.client, read))
  if (owner === zeroAddress) throw refusal('api.not_found', { detail: `model ${model}` })
  return address(owner.toLowerCase())
}

/**
 * Checks the grant of a model before a service is registered with it, and returns the royalty for the ledger. The ledger itself checks the grant's signature,
 * but it cannot check who owns the model. Throws `service.grant_invalid` if the grant is for another market or payee, if it has ended, or if the account that
 * gave it does not own the model on the chain. Also throws the codes of `readModelOwner`.
 */
export async function checkGrant(access: ExitAccess, grant: ModelGrant, { chainId, ledger, directory, payee }: GrantUse): Promise<ServiceRoyalty> {
  const refused = (detail: string) => refusal('service.grant_invalid', { detail })
  if (grant.chainId !== chainId || grant.ledger !== ledger) throw refused(`it is for the ledger ${grant.ledger} on chain ${grant.chainId}`)
  if (grant.payee !== payee) throw refused(`it is for the payee ${grant.payee}`)
  const { timestamp } = await askRpc(access, () => getBlock(access.client))
  if (timestamp > BigInt(grant.until)) throw refused(`it ended at ${new Date(grant.until * 1_000).toISOString()}`)
  const owner = await readModelOwner(access, { directory, model: grant.model })
  if (owner !== grant.owner) throw refused(`model ${grant.model} belongs to ${owner}`)
  const { until, signature } = grant
  return { royaltyTo: owner, royaltyBps: bps(grant.royaltyBps), grant: { model: modelWord(grant.model), until, signature } }
}
