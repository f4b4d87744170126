'use client'
import type { Bid } from '@infinitio/domain'
import { buildBid, newWorkload } from '@infinitio/sdk'
import type { ChainWire, HoldWire, WalletWire, WorkloadWire } from '@infinitio/domain/wire'
import { useMemo } from 'react'
import { type LeaseSetup, workloadOf } from '#web/features/booking/leaseSetup.ts'

/** A bid as it will be signed, with the workload it names. */
export type BidDraft = { readonly bid: Bid; readonly workload: WorkloadWire; readonly workloadHash: string }

/** The bid this hold and setup lead to; null until wallet and chain are known or when the machine left the market. What is shown is what is signed. */
export function useBidDraft({
  hold,
  setup,
  wallet,
  chain,
}: {
  readonly hold: HoldWire
  readonly setup: LeaseSetup
  readonly wallet: WalletWire | undefined
  readonly chain: ChainWire | undefined
}): BidDraft | null {
  const { template, startScript, keys, ports, image, command } = setup
  const named = useMemo(
    () => newWorkload(workloadOf({ template, startScript, keys, ports, image, command, name: '' })),
    [template, startScript, keys, ports, image, command],
  )
  return useMemo(() => {
    if (wallet === undefined || chain === undefined || hold.listing === null) return null
    const bid = buildBid({
      listing: hold.listing,
      pricePerGpuSecond: hold.pricePerGpuSecond,
      renter: wallet.account,
      gpus: hold.gpus,
      durationSeconds: hold.durationSeconds,
      workloadHash: named.workloadHash,
      nonce: BigInt(wallet.nextNonce.bid),
      chain,
    })
    return { bid, ...named }
  }, [hold, named, wallet, chain])
}
