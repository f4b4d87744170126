import {
  type AuditAddresses,
  type CarbonProof,
  type ContractCall,
  carbonRegistryAbi,
  directoryAbi,
  fileProofCall,
  nameKey,
  panelsAbi,
  readAudits,
  showCertificateCall,
} from '@infinitio/chain'
import { type Address, address, assertNever, type Hex32, type TxHash } from '@infinitio/domain'
import { encodeFunctionData } from 'viem'
import { readContract } from 'viem/actions'
import { refusal } from '../transport/refusal.ts'
import { askRpc } from '../chain/askRpc.ts'
import type { ExitAccess } from '../chain/exitAccess.ts'
import { allowToken, type GovernCallSending, sendGovernCall } from './sendGovernCall.ts'

/**
 * The lists from which the members of a panel are selected at random. Each list is named after the contract that uses it: reviewers of bounties, auditors of
 * carbon proofs, jurors of disputes, and members who judge findings (accusations against services).
 */
export type PanelList = 'Bounties' | 'CarbonRegistry' | 'DisputeCourt' | 'Findings'

/**
 * One action in auditing. An account joins a list, resigns, withdraws its bond or audits a proof. A provider files a proof of green energy and shows its
 * certificate. Anyone may send `draw` (it selects the panel), `settle`, `lapse` and `release`. `withdrawBond` pays the sending account. `bond` is in base units
 * of G, one to eight times the smallest bond; a larger bond makes selection more likely.
 */
export type AuditMove =
  | { readonly kind: 'join'; readonly list: PanelList; readonly bond: bigint }
  | { readonly kind: 'resign' | 'withdrawBond'; readonly list: PanelList }
  | { readonly kind: 'draw'; readonly panelId: bigint }
  | { readonly kind: 'file'; readonly proof: CarbonProof }
  | { readonly kind: 'show'; readonly filing: bigint; readonly certificateHash: Hex32 }
  | { readonly kind: 'audit'; readonly filing: bigint; readonly accepts: boolean; readonly reason: string }
  | { readonly kind: 'settle' | 'lapse' | 'release'; readonly filing: bigint }

/** The sending account, its signer, and the Directory with the contracts' addresses. */
export type AuditSending = Omit<GovernCallSending, 'account'> & { readonly account: string; readonly directory: Address }

/**
 * Executes an action with transactions of the account and returns the hash of the last one once it is mined. Joining takes a bond, and filing takes a bond plus
 * the auditors' pay. If the contract's allowance is smaller, it is first raised to exactly that amount. Throws `api.not_found` when the Directory has no such
 * contracts, and the errors of `governMove`.
 */
export async function auditMove(access: ExitAccess, move: AuditMove, { directory, ...sending }: AuditSending): Promise<TxHash> {
  const account = address(sending.account.toLowerCase())
  const audits = await askRpc(access, () => readAudits(access.client, directory))
  if (audits === null) throw refusal('api.not_found', { detail: 'nothing is audited on this chain' })
  const needed = await neededOf(access, move, audits)
  if (needed !== null) {
    const read = { address: directory, abi: directoryAbi, functionName: 'get', args: [nameKey('GToken')] } as const
    const gToken = address((await askRpc(access, () => readContract(access.client, read))).toLowerCase())
    await allowToken(access, { token: gToken, ...needed }, { ...sending, account })
  }
  return await sendGovernCall(access, auditCall(move, { account, audits }), { ...sending, account })
}

/** Returns how many G tokens, in base units, an action takes from the account, and the contract that takes them. */
async function neededOf(access: ExitAccess, move: AuditMove, { panels, carbonRegistry }: AuditAddresses) {
  if (move.kind === 'join') return { spender: panels, amount: move.bond }
  if (move.kind !== 'file') return null
  const at = { address: carbonRegistry, abi: carbonRegistryAbi } as const
  const [{ bond, auditorFee, auditors }, panelsOfAll] = await Promise.all([
    askRpc(access, () => readContract(access.client, { ...at, functionName: 'limits' })),
    askRpc(access, () => readContract(access.client, { ...at, functionName: 'MOST_PANELS' })),
  ])
  return { spender: carbonRegistry, amount: bond + panelsOfAll * BigInt(auditors) * auditorFee }
}

function auditCall(move: AuditMove, { account, audits }: { account: Address; audits: AuditAddresses }): ContractCall {
  const panels = { abi: panelsAbi } as const
  const carbon = { abi: carbonRegistryAbi } as const
  switch (move.kind) {
    case 'join':
      return { to: audits.panels, data: encodeFunctionData({ ...panels, functionName: 'join', args: [nameKey(move.list), move.bond] }) }
    case 'resign':
      return { to: audits.panels, data: encodeFunctionData({ ...panels, functionName: 'resign', args: [nameKey(move.list)] }) }
    case 'withdrawBond':
      return { to: audits.panels, data: encodeFunctionData({ ...panels, functionName: 'withdraw', args: [nameKey(move.list), account] }) }
    case 'draw':
      return { to: audits.panels, data: encodeFunctionData({ ...panels, functionName: 'draw', args: [move.panelId] }) }
    case 'file':
      return fileProofCall(audits.carbonRegistry, { proof: move.proof, provider: account })
    case 'show':
      return showCertificateCall(audits.carbonRegistry, move)
    case 'audit': {
      const args = [move.filing, move.accepts, move.reason] as const
      return { to: audits.carbonRegistry, data: encodeFunctionData({ ...carbon, functionName: 'audit', args }) }
    }
    case 'settle':
    case 'lapse':
    case 'release':
      return { to: audits.carbonRegistry, data: encodeFunctionData({ ...carbon, functionName: move.kind, args: [move.filing] }) }
    default:
      return assertNever(move)
  }
}
