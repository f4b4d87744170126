import { gTokenAbi, serviceLedgerAbi } from '@infinitio/chain'
import { type Address, address, channelIdOf, type LedgerAsset, ledgerAssets, type ServiceId, unixSeconds } from '@infinitio/domain'
import { readContract } from 'viem/actions'
import { askRpc } from '../../chain/askRpc.ts'
import type { ExitAccess } from '../../chain/exitAccess.ts'
import { mapAtMost } from '../../transport/mapAtMost.ts'
import type { ExitAllowance, ExitChannel, ExitLedger, ExitService, LedgerStep } from './exitLedger.ts'
import type { LoggedAllowance, LoggedChannel, LoggedService } from './ledgerHistory.ts'

const atOnce = 8

/** An account's positions in one service ledger, which the logs showed, and the time of the state in Unix seconds. */
export type LedgerPositions = {
  readonly account: Address
  readonly ledger: Address
  readonly now: bigint
  readonly channels: readonly LoggedChannel[]
  readonly services: readonly LoggedService[]
  readonly allowances: readonly LoggedAllowance[]
}

/** Reads what an account has in one service ledger. Lists only channels and bonds with money, and only keys that can still move money. Throws `chain.rpc_silent`. */
export async function readLedger(access: ExitAccess, { account, ledger, now, ...positions }: LedgerPositions): Promise<ExitLedger> {
  const at = { address: ledger, abi: serviceLedgerAbi } as const
  const ask = <Answer>(read: () => Promise<Answer>) => askRpc(access, read)
  const pot = async (asset: LedgerAsset) =>
    (await ask(() => readContract(access.client, { ...at, functionName: 'potOf', args: [account, ledgerAssets.indexOf(asset)] }))).free
  const serviceOf = (service: ServiceId) => ask(() => readContract(access.client, { ...at, functionName: 'serviceOf', args: [service] }))
  const locks = new Map<ServiceId, Promise<bigint>>()
  const lockOf = (service: ServiceId) => {
    const lock = locks.get(service) ?? serviceOf(service).then(({ lockSeconds }) => BigInt(lockSeconds))
    locks.set(service, lock)
    return lock
  }
  async function channel({ facts }: LoggedChannel): Promise<ExitChannel[]> {
    const id = channelIdOf(facts)
    const state = await ask(() => readContract(access.client, { ...at, functionName: 'channelOf', args: [id] }))
    const left = state.deposited - state.settled
    if (left === 0n) return []
    return [{ channel: id, facts, left, exitAt: unixSeconds(BigInt(state.exitAt)), serial: state.serial, lockSeconds: await lockOf(facts.service) }]
  }
  async function service({ service: id }: LoggedService): Promise<ExitService[]> {
    const { payee, bond, outAt } = await serviceOf(id)
    return payee.toLowerCase() === account && bond > 0n ? [{ service: id, bond, outAt: unixSeconds(BigInt(outAt)) }] : []
  }
  async function allowance({ key, asset }: LoggedAllowance): Promise<ExitAllowance[]> {
    const args = [account, key, ledgerAssets.indexOf(asset)] as const
    const { left, until } = await ask(() => readContract(access.client, { ...at, functionName: 'allowanceOf', args }))
    return left > 0 && BigInt(until) >= now ? [{ key, asset }] : []
  }
  const token = async (name: 'PTOKEN' | 'GTOKEN') =>
    address((await ask(() => readContract(access.client, { ...at, functionName: name }))).toLowerCase())
  const gToken = await token('GTOKEN')
  return {
    ledger,
    pToken: await token('PTOKEN'),
    pots: { PToken: await pot('PToken'), G: await pot('G') },
    walletG: await ask(() => readContract(access.client, { address: gToken, abi: gTokenAbi, functionName: 'balanceOf', args: [account] })),
    channels: (await mapAtMost(positions.channels, { atOnce, work: channel })).flat(),
    services: (await mapAtMost(positions.services, { atOnce, work: service })).flat(),
    allowances: (await mapAtMost(positions.allowances, { atOnce, work: allowance })).flat(),
  }
}

/**
 * Reads the state of a service ledger after one step of the account. Of channels, services and keys it reads only the one that the step concerns. Otherwise
 * each of n steps would read all n channels again. Throws `chain.rpc_silent`.
 */
export async function readLedgerAfter(
  access: ExitAccess,
  positions: LedgerPositions,
  { step, before }: { readonly step: LedgerStep; readonly before: ExitLedger },
): Promise<ExitLedger> {
  const isChannel = ({ facts }: Pick<ExitChannel, 'facts'>) => 'channel' in step && channelIdOf(facts) === channelIdOf(step.channel)
  const isService = ({ service }: Pick<ExitService, 'service'>) => 'service' in step && service === step.service
  const isKey = ({ key, asset }: ExitAllowance) => step.kind === 'revokeSpending' && key === step.key && asset === step.asset
  const touched = {
    channels: positions.channels.filter(isChannel),
    services: positions.services.filter(isService),
    allowances: positions.allowances.filter(isKey),
  }
  const read = await readLedger(access, { ...positions, ...touched })
  return {
    ...read,
    channels: [...before.channels.filter((channel) => !isChannel(channel)), ...read.channels],
    services: [...before.services.filter((service) => !isService(service)), ...read.services],
    allowances: [...before.allowances.filter((key) => !isKey(key)), ...read.allowances],
  }
}
