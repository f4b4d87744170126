import type { Address, Hex32, TxHash } from '@infinitio/domain'
import { useMemo } from 'react'
import { encodeFunctionData, type Hex } from 'viem'
import { useConfig } from 'wagmi'
import { getChainId, readContract, signTypedData } from 'wagmi/actions'
import { nameKey } from '../addresses/directoryNames.ts'
import { jurorSalt, jurorSaltTypedData, voteCommitment } from '../disputes/jurorSalt.ts'
import { disputeCourtAbi } from '../generated/disputeCourtAbi.ts'
import { approveExactly } from './approveExactly.ts'
import { sendAndWait } from './sendAndWait.ts'

/** A dispute, and the number of its current jury (1 for the first jury, 2 after an appeal). */
export type OfJury = { readonly id: number; readonly round: number }

/**
 * The facts of a closed lease, as validators sign them. `closedAt` is in Unix seconds. `weekPay` is the price of seven days of the lease, for all its GPUs and
 * without fees, in PToken base units.
 */
export type ClosedStatement = {
  readonly market: Address
  readonly leaseId: bigint
  readonly holder: Address
  readonly provider: Address
  readonly closedAt: number
  readonly weekPay: bigint
}

/**
 * An account's actions on disputes about bonds. Each action resolves when its transaction is mined. Anyone may call `advance`. All actions throw like
 * `sendAndWait`.
 */
export type DisputeActs = {
  /** `bond` is the opener's bond. Sends two transactions if the approval is below it, otherwise one. */
  readonly openSlash: (slash: { purpose: string; bond: bigint }) => Promise<TxHash>
  /**
   * Opens a dispute about a closed lease. `claim` is the amount that the opener demands, in PToken base units, `bond` the opener's bond, and `proof` the Merkle
   * path from the lease to the newest attested root. Then submits `evidence`, the hashes of the evidence, if there is any. Sends up to three transactions.
   */
  readonly openLease: (opening: {
    lease: ClosedStatement
    claim: bigint
    bond: bigint
    proof: readonly Hex32[]
    evidence: readonly Hex32[]
  }) => Promise<TxHash>
  readonly submit: (evidence: { id: number; hashes: readonly Hex32[] }) => Promise<TxHash>
  /**
   * Signs the message from which the salt of the vote follows, then sends the commitment: a hash of the vote and the salt. A vote is 0 (the record remains), 1
   * (for the opener) or 2 (cannot tell).
   */
  readonly commit: (vote: OfJury & { vote: number }) => Promise<TxHash>
  /** Signs the same message again and reveals the vote to which the account committed. Throws an error if this wallet did not commit to a vote. */
  readonly reveal: (vote: OfJury) => Promise<TxHash>
  readonly appeal: (appeal: { id: number; bond: bigint }) => Promise<TxHash>
  readonly advance: (step: { id: number; act: 'request' | 'draw' | 'lapse' | 'count' | 'execute' }) => Promise<TxHash>
  readonly payJuror: (id: number) => Promise<TxHash>
}

const abi = disputeCourtAbi
const votes = [0, 1, 2]
/** The contract sets this bit in each commitment (hash of a hidden vote) that it stores. */
const committedBit = 1n << 255n

/** Returns the connected wallet's actions on disputes. */
export function useDisputes({ court, pToken }: { court: Address; pToken: Address }, account: Address): DisputeActs {
  const config = useConfig()
  return useMemo(() => {
    const send = (data: Hex) => sendAndWait(config, { to: court, data })
    const approve = (amount: bigint) => approveExactly(config, { token: pToken, owner: account, spender: court, amount })
    const submit: DisputeActs['submit'] = ({ id, hashes }) => send(encodeFunctionData({ abi, functionName: 'submit', args: [BigInt(id), hashes] }))
    /** Derives the salt of a vote from a signature of the wallet, so the wallet need not store it. */
    async function hiding({ id, round }: OfJury) {
      const [chainId, dispute] = [getChainId(config), BigInt(id)]
      const salt = jurorSalt(await signTypedData(config, jurorSaltTypedData({ chainId, court, dispute, round })))
      const commitmentOf = (vote: number) => voteCommitment({ dispute, round, juror: account, vote }, { chainId, court, salt })
      return { salt, commitmentOf }
    }
    return {
      async openSlash({ purpose, bond }) {
        await approve(bond)
        return send(encodeFunctionData({ abi, functionName: 'openSlash', args: [nameKey(purpose)] }))
      },
      async openLease({ lease, claim, bond, proof, evidence }) {
        await approve(bond)
        const opened = await send(encodeFunctionData({ abi, functionName: 'openLease', args: [lease, claim, proof] }))
        if (evidence.length === 0) return opened
        const at = { address: court, abi, functionName: 'disputeOfLease', args: [lease.market, lease.leaseId] } as const
        return submit({ id: Number(await readContract(config, at)), hashes: evidence })
      },
      submit,
      async commit({ vote, ...jury }) {
        const { commitmentOf } = await hiding(jury)
        return send(encodeFunctionData({ abi, functionName: 'commit', args: [BigInt(jury.id), commitmentOf(vote)] }))
      },
      async reveal(jury) {
        const { salt, commitmentOf } = await hiding(jury)
        const args = [BigInt(jury.id), jury.round, account] as const
        const committed = BigInt(await readContract(config, { address: court, abi, functionName: 'committedOf', args }))
        const vote = votes.find((one) => (BigInt(commitmentOf(one)) | committedBit) === committed)
        if (vote === undefined) throw new Error('this wallet stored no vote in this dispute')
        return send(encodeFunctionData({ abi, functionName: 'reveal', args: [BigInt(jury.id), account, vote, salt] }))
      },
      async appeal({ id, bond }) {
        await approve(bond)
        return send(encodeFunctionData({ abi, functionName: 'appeal', args: [BigInt(id)] }))
      },
      advance: ({ id, act }) => send(encodeFunctionData({ abi, functionName: act, args: [BigInt(id)] })),
      payJuror: (id) => send(encodeFunctionData({ abi, functionName: 'payJuror', args: [BigInt(id), account] })),
    }
  }, [config, court, pToken, account])
}
