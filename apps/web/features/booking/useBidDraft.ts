'use client'
import type { Bid } from '@infinitio/domain'
import { buildBid } from '@infinitio/sdk'
import type { ChainWire, HoldWire, WalletWire } from '@infinitio/domain/wire'
import { useMemo } from 'react'
import { type LeaseSetup, workloadOf } from '#web/parts/lease-setup/leaseSetup.ts'
import { type SecretWorkload, secretWorkload } from '#web/features/secrets/secretWorkload.ts'

/** A bid as it will be signed, with the workload it names and its secrets. */
export type BidDraft = SecretWorkload & { readonly bid: Bid }

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
  const { template, startScript, keys, ports, image, command, secrets } = setup
  const named = useMemo(
    () => secretWorkload(workloadOf({ template, startScript, keys, ports, image, command }), secrets),
    [template, startScript, keys, ports, image, command, secrets],
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
