import { findingsAbi, readFindings, type ServiceAct, serviceActs } from '@infinitio/chain'
import { type Address, address, type ChannelFacts, type Hex32, hex32, keyCurves, ledgerAssets, serviceId } from '@infinitio/domain'
import { decodeEventLog, getAbiItem, type Hex, toEventSelector } from 'viem'
import { getBlockNumber } from 'viem/actions'
import { askRpc } from '../../chain/askRpc.ts'
import type { ExitAccess } from '../../chain/exitAccess.ts'
import { type ScannedLog, scanLogs } from '../../chain/scanLogs.ts'
import { refusal } from '../../transport/refusal.ts'

/**
 * The accusation of a finding against an AI service, as the accuser filed it. `number` is the settled claim in base units, or the number that two receipts
 * share. `evidence` has the SHA-256 hash of each file.
 */
export type Filing = {
  readonly facts: ChannelFacts
  readonly serial: number
  readonly act: ServiceAct
  readonly number: bigint
  readonly loss: bigint
  readonly evidence: readonly Hex32[]
}

const filedTopic = toEventSelector(getAbiItem({ abi: findingsAbi, name: 'FindingFiled' }))

/** Reads the accusation of a finding from the events of the contract. Throws `api.not_found` if there is no such finding, and `chain.rpc_silent`. */
export async function readFiling(access: ExitAccess, { directory, id }: { readonly directory: Address; readonly id: bigint }): Promise<Filing> {
  const findings = await askRpc(access, () => readFindings(access.client, directory))
  if (findings === null) throw refusal('api.not_found', { detail: 'nobody judges findings on this chain' })
  const from = await askRpc(access, () => getBlockNumber(access.client, { cacheTime: 0 }))
  const found: Filing[] = []
  await scanLogs(access, { contracts: [findings], topics: [filedTopic], from, downTo: 0n }, (logs) => {
    const own = logs.find(({ topics }) => BigInt(topics[1] ?? 0) === id)
    if (own !== undefined) found.push(filingOf(own))
    return found.length === 0
  })
  const [filing] = found
  if (filing === undefined) throw refusal('api.not_found', { detail: `there is no finding ${id}` })
  return filing
}

function filingOf({ topics, data }: ScannedLog): Filing {
  const { args } = decodeEventLog({ abi: findingsAbi, eventName: 'FindingFiled', topics: topics as [Hex, ...Hex[]], data, strict: true })
  const { payer, key, curve, service, asset } = args.facts
  const lower = (account: string) => address(account.toLowerCase())
  const [named, act] = [{ curve: keyCurves[curve], asset: ledgerAssets[asset] }, serviceActs[args.act]]
  if (named.curve === undefined || named.asset === undefined || act === undefined)
    throw new Error('the event has a number that this release does not know')
  return {
    facts: { payer: lower(payer), key: lower(key), curve: named.curve, service: serviceId(service.toLowerCase()), asset: named.asset },
    ...{ serial: args.serial, act, number: args.number, loss: args.loss, evidence: args.evidence.map((hash) => hex32(hash.toLowerCase())) },
  }
}
