import {
  type Accusation,
  answerFindingCall,
  type ContractCall,
  directoryAbi,
  endFindingCall,
  fileFindingCall,
  findingsAbi,
  nameKey,
  panelsAbi,
  payGrantCall,
  readAudits,
  readFinding,
  readFindings,
  type StoredFinding,
} from '@infinitio/chain'
import { type Address, address, assertNever, type TxHash } from '@infinitio/domain'
import { encodeFunctionData } from 'viem'
import { readContract } from 'viem/actions'
import { askRpc } from '../chain/askRpc.ts'
import type { ExitAccess } from '../chain/exitAccess.ts'
import { allowToken, type GovernCallSending, sendGovernCall } from '../governance/sendGovernCall.ts'
import { refusal } from '../transport/refusal.ts'

/**
 * One action on findings, which are accusations against AI services that a panel judges. An accuser files a finding, and a member of the panel answers it.
 * Anyone may select the panel (`draw`), end a finding (`decide`, `lapse`) and pay the grant. `amount` is in base units of PToken.
 */
export type FindingMove =
  | ({ readonly kind: 'file' } & Accusation)
  | { readonly kind: 'answer'; readonly id: bigint; readonly guilty: boolean; readonly reason: string }
  | { readonly kind: 'draw' | 'decide' | 'lapse'; readonly id: bigint }
  | { readonly kind: 'grant'; readonly amount: bigint }

/** The sending account, its signer, and the Directory with the contracts' addresses. */
export type FindingSending = Omit<GovernCallSending, 'account'> & { readonly account: string; readonly directory: Address }

/**
 * Reads a finding (an accusation against an AI service) from the chain. Throws `api.not_found` if there is no such contract or no such finding, and the codes
 * of RPC nodes.
 */
export async function findFinding(access: ExitAccess, { directory, id }: { directory: Address; id: bigint }): Promise<StoredFinding> {
  const findings = await findingsOf(access, directory)
  const found = await askRpc(access, () => readFinding(access.client, { findings, id }))
  if (found === null) throw refusal('api.not_found', { detail: `there is no finding ${id}` })
  return found
}

/** Returns the bond that an accuser must pay, in base units of PToken. Throws `api.not_found` if there is no such contract, and the codes of RPC nodes. */
export async function findingBond(access: ExitAccess, directory: Address): Promise<bigint> {
  const findings = await findingsOf(access, directory)
  return await askRpc(access, () => readContract(access.client, { address: findings, abi: findingsAbi, functionName: 'BOND' }))
}

/**
 * Returns the part of the accuser's bond that goes to the grant (the fund that pays panels) if the panel of judges comes to no decision, in base units of
 * PToken. Throws `api.not_found` without such a contract, and the codes of RPC nodes.
 */
export async function findingFee(access: ExitAccess, directory: Address): Promise<bigint> {
  const read = { address: await findingsOf(access, directory), abi: findingsAbi } as const
  const [bond, parts] = await askRpc(access, () =>
    Promise.all([
      readContract(access.client, { ...read, functionName: 'BOND' }),
      readContract(access.client, { ...read, functionName: 'FEE_PARTS' }),
    ]),
  )
  return bond / parts
}

/**
 * Executes an action on findings (accusations against AI services) with transactions of the account, and returns the hash of the last one once it is mined.
 * Filing a finding and paying the grant take PToken. If the contract's allowance is smaller, it is first raised to exactly that amount. Throws `api.not_found`
 * if there is no such contract or no such finding, and the codes of `governMove`.
 */
export async function findingMove(access: ExitAccess, move: FindingMove, { directory, ...sending }: FindingSending): Promise<TxHash> {
  const account = address(sending.account.toLowerCase())
  const findings = await findingsOf(access, directory)
  const amount = move.kind === 'file' ? await findingBond(access, directory) : move.kind === 'grant' ? move.amount : null
  if (amount !== null) {
    const read = { address: directory, abi: directoryAbi, functionName: 'get', args: [nameKey('PToken')] } as const
    const token = address((await askRpc(access, () => readContract(access.client, read))).toLowerCase())
    await allowToken(access, { token, spender: findings, amount }, { ...sending, account })
  }
  return await sendGovernCall(access, await callOf(access, move, { findings, directory }), { ...sending, account })
}

async function callOf(
  access: ExitAccess,
  move: FindingMove,
  { findings, directory }: Record<'findings' | 'directory', Address>,
): Promise<ContractCall> {
  switch (move.kind) {
    case 'file':
      return fileFindingCall({ findings, ...move })
    case 'answer':
      return answerFindingCall({ findings, ...move })
    case 'draw': {
      const [{ panelId }, audits] = await Promise.all([
        findFinding(access, { directory, id: move.id }),
        askRpc(access, () => readAudits(access.client, directory)),
      ])
      if (audits === null) throw refusal('api.not_found', { detail: 'there are no panels on this chain' })
      return { to: audits.panels, data: encodeFunctionData({ abi: panelsAbi, functionName: 'draw', args: [panelId] }) }
    }
    case 'decide':
    case 'lapse':
      return endFindingCall({ findings, id: move.id, kind: move.kind })
    case 'grant':
      return payGrantCall({ findings, ...move })
    default:
      return assertNever(move)
  }
}

async function findingsOf(access: ExitAccess, directory: Address): Promise<Address> {
  const findings = await askRpc(access, () => readFindings(access.client, directory))
  if (findings === null) throw refusal('api.not_found', { detail: 'nobody judges findings on this chain' })
  return findings
}
