import {
  type ContractCall,
  decodeLedgerError,
  depositToLedgerCall,
  fundChannelCall,
  pTokenAbi,
  registerServiceCall,
  serviceLedgerAbi,
  type ServiceFacts,
  type ServiceGrant,
} from '@infinitio/chain'
import { sendCalls } from '@infinitio/chain/sender'
import {
  address,
  type Address,
  type AssetUnits,
  bps,
  type ChannelFacts,
  channelIdOf,
  type ServiceId,
  serviceId,
  zeroAddress,
} from '@infinitio/domain'
import { type RouterTerms, type ServiceTerms, termsBytes } from '@infinitio/services'
import { bytesToHex, encodeAbiParameters, encodeFunctionData, getAddress, type Hex, keccak256 } from 'viem'
import { privateKeyToAccount } from 'viem/accounts'
import { call as simulate } from 'viem/actions'
import { RelayError } from '../relayError.ts'
import { type LedgerAccess, readChannel, readPot, readToken } from './ledgerAccess.ts'

type Step = Parameters<typeof sendCalls>[1]['calls'][number]
const timeoutMs = 120_000
const usualGas = 200_000n
const gasOfTerms = 700_000n
const factsType = serviceLedgerAbi.find((entry) => entry.type === 'function' && entry.name === 'serviceIdOf')?.inputs ?? []

/** Calculates the id of a service in the same way as the contract's `ServiceLedger.serviceIdOf`. */
export function serviceIdOf({ domain }: Pick<LedgerAccess, 'domain'>, { royaltyBps, ...facts }: ServiceFacts): ServiceId {
  const types = [{ type: 'uint256' }, { type: 'address' }, ...factsType] as const
  const packed = encodeAbiParameters(types, [BigInt(domain.chainId), getAddress(domain.ledger), { ...facts, royaltyBps: Number(royaltyBps) }])
  return serviceId(keccak256(packed).slice(0, 42))
}

/** A service to register. A service with a royalty also needs the grant of the model's owner. `gasCoins` go from the payee to the operator. */
type NewService = {
  readonly payeeKey: Hex
  readonly facts: ServiceFacts
  readonly operator: Address
  readonly grant?: ServiceGrant | undefined
  readonly terms: ServiceTerms | RouterTerms
  readonly gasCoins: bigint
}

/**
 * Registers a service for a wallet, with its operator and its first terms, and sends the operator coins for gas. If the ledger would reject the service, sends
 * nothing and throws the code of the ledger's error, such as `service.grant_invalid`. If a step fails later, throws an error that names this step.
 */
export async function registerService(ledger: LedgerAccess, { payeeKey, facts, operator, grant, terms, gasCoins }: NewService): Promise<ServiceId> {
  const service = { ledger: ledger.domain.ledger, facts, operator, terms: bytesToHex(termsBytes(terms)) }
  const call = registerServiceCall(grant === undefined ? service : { ...service, grant })
  await refuseRejected(ledger, payeeKey, call)
  const steps: Step[] = [{ to: call.to, data: call.data, value: 0n, gas: gasOfTerms, what: 'registering the service' }]
  if (gasCoins > 0n) steps.push({ to: operator, data: '0x', value: gasCoins, gas: 21_000n, what: 'sending coins for gas to the operator' })
  await sendSteps(ledger, payeeKey, steps)
  return serviceIdOf(ledger, facts)
}

/** Throws the code of the ledger's error if the ledger would reject a call of this key. */
async function refuseRejected({ client }: LedgerAccess, privateKey: Hex, { to, data }: ContractCall): Promise<void> {
  await simulate(client, { account: privateKeyToAccount(privateKey).address, to, data }).catch((error: unknown) => {
    const rejected = decodeLedgerError(error)
    throw rejected === null ? error : new RelayError(rejected.code, `${rejected.name}(${rejected.args.join(', ')})`)
  })
}

/** Sends the transactions of a key one after another. Throws `wallet.insufficient_gas` if the key's account cannot pay the gas. */
async function sendSteps({ client }: LedgerAccess, privateKey: Hex, calls: Step[]): Promise<void> {
  try {
    await sendCalls(client, { privateKey, calls, timeoutMs })
  } catch (error) {
    const text = error instanceof Error ? `${error.message} ${error.cause instanceof Error ? error.cause.message : ''}` : ''
    if (/insufficient funds/i.test(text)) throw new RelayError('wallet.insufficient_gas', calls.map(({ what }) => what).join(', '))
    throw error
  }
}

/** Publishes new terms (prices and limits) of a service. The key of the service's operator signs the transaction. */
export async function publishTerms(
  ledger: LedgerAccess,
  { operatorKey, service, terms }: { readonly operatorKey: Hex; readonly service: ServiceId; readonly terms: ServiceTerms | RouterTerms },
): Promise<void> {
  const data = encodeFunctionData({ abi: serviceLedgerAbi, functionName: 'setTerms', args: [service, bytesToHex(termsBytes(terms))] })
  const step = { to: ledger.domain.ledger, data, value: 0n, gas: gasOfTerms, what: 'publishing the terms' }
  await sendSteps(ledger, operatorKey, [step])
}

/**
 * Plans how a wallet fills a payment channel so that at least `unsettled` of its deposit is not yet claimed by the service. The plan first uses the wallet's
 * pot (its balance in the service ledger), then the wallet. All amounts are in base units of the channel's asset.
 */
export async function planFunding(
  ledger: LedgerAccess,
  { channel, unsettled }: { readonly channel: ChannelFacts; readonly unsettled: bigint },
): Promise<{ readonly fund: bigint; readonly deposit: bigint; readonly serial: number; readonly total: bigint }> {
  const { deposited, settled, serial } = await readChannel(ledger, channelIdOf(channel), 'head')
  const total = settled + unsettled
  const fund = total > deposited ? total - deposited : 0n
  const pot = fund === 0n ? 0n : await readPot(ledger, channel.payer, channel.asset)
  return { fund, deposit: fund > pot ? fund - pot : 0n, serial, total }
}

/** Fills a payment channel as `planFunding` planned. The wallet pays the gas. Gives the ledger an allowance of exactly the amount that the wallet deposits. */
export async function fundChannel(
  ledger: LedgerAccess,
  { payerKey, channel, plan }: { readonly payerKey: Hex; readonly channel: ChannelFacts; readonly plan: Awaited<ReturnType<typeof planFunding>> },
): Promise<void> {
  const { ledger: to } = ledger.domain
  const steps: Step[] = []
  const add = (what: string, call: { readonly to: Address; readonly data: Hex }) => steps.push({ ...call, value: 0n, gas: usualGas, what })
  if (plan.deposit > 0n) {
    const data = encodeFunctionData({ abi: pTokenAbi, functionName: 'approve', args: [to, plan.deposit] })
    const { payer: account, asset } = channel
    add('approving the deposit', { to: await readToken(ledger, asset), data })
    add(`depositing ${asset}`, depositToLedgerCall({ ledger: to, account, asset, amount: plan.deposit as AssetUnits }))
  }
  if (plan.fund > 0n) add('filling the channel', fundChannelCall({ ledger: to, channel, serial: plan.serial, total: plan.total as AssetUnits }))
  await sendSteps(ledger, payerKey, steps)
}

/** Returns the data that registers a new service, by default without a royalty. The service's id is a hash of this data. */
export function newServiceFacts({
  payee,
  royaltyTo = zeroAddress,
  royaltyBps = bps(0n),
  ...rest
}: { readonly payee: string } & Pick<ServiceFacts, 'lockSeconds' | 'salt'> & Partial<Pick<ServiceFacts, 'royaltyBps' | 'royaltyTo'>>): ServiceFacts {
  return { payee: address(payee.toLowerCase()), royaltyTo, royaltyBps, ...rest }
}
