'use client'
import { type AutoExtendPlan, getChain, getWallet, placeRelay, signAccountMessage, signAutoExtend, type TypedDataSigner } from '@infinitio/sdk'
import type { LeaseWire } from '@infinitio/domain/wire'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { useSigner } from '#web/parts/wallet-connection/useSigner.ts'

/**
 * Returns the mutation that signs and submits a plan to auto-extend a lease. Called with null, it withdraws the present plan. Neither needs gas, and neither
 * locks money at once.
 */
export function useAutoExtend({ lease, onSent }: { readonly lease: LeaseWire; readonly onSent: () => void }) {
  const signer = useSigner()
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn: async (plan: AutoExtendPlan | null) => {
      if (signer.state !== 'ready') throw new Error('The wallet is not connected.')
      if (plan === null || allowsLess(plan, lease)) await withdraw(signer.signer, lease)
      if (plan !== null) await allow(signer.signer, lease, plan)
    },
    onSuccess: onSent,
    // Fetches the lease again also after an error, because the first of two signatures may have been submitted before the second failed.
    onSettled: () => {
      void queryClient.invalidateQueries({ queryKey: ['lease', lease.leaseId] })
      void queryClient.invalidateQueries({ queryKey: ['leases'] })
    },
  })
}

/**
 * Returns true if the plan already signed for the lease allows a longer lease than the new plan, and is not being withdrawn. The signed plan is valid on the
 * chain until it is withdrawn, so it must be withdrawn before the new plan is signed.
 */
export function allowsLess({ maxTotalSeconds }: AutoExtendPlan, { autoExtend }: LeaseWire): boolean {
  return autoExtend !== null && autoExtend.state !== 'withdrawing' && autoExtend.maxTotalSeconds > maxTotalSeconds
}

async function withdraw(signer: TypedDataSigner, { autoExtend }: LeaseWire): Promise<void> {
  if (autoExtend === null) return
  const message = { kind: 'cancelAsk', nonce: BigInt(autoExtend.nonce) } as const
  await placeRelay(browserApi, await signAccountMessage(signer, { message, chain: await getChain(browserApi) }))
}

async function allow(signer: TypedDataSigner, lease: LeaseWire, plan: AutoExtendPlan): Promise<void> {
  const [chain, { nextNonce }] = await Promise.all([getChain(browserApi), getWallet(browserApi, { limit: 1 })])
  const { stepSeconds, maxTotalSeconds, latestEnd } = plan
  const order = { lease, stepSeconds, maxTotalSeconds, nonce: BigInt(nextNonce.ask), expiry: latestEnd, chain }
  await placeRelay(browserApi, await signAutoExtend(signer, order))
}
