'use client'
import type { LeaseAccessWire, LeaseWire } from '@infinitio/domain/wire'
import { getChain, putLeaseAccess, signLeaseAccess } from '@infinitio/sdk'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { useSigner } from '#web/parts/wallet-connection/useSigner.ts'

/**
 * Returns the mutation that signs and submits a change of a lease's SSH keys and ports. The changes are numbered, and this one gets the number that the page
 * shows plus one. So if another page made a change in between, this one is rejected and overwrites nothing.
 */
export function useChangeAccess({ lease, onDone }: { readonly lease: LeaseWire; readonly onDone: () => void }) {
  const { leaseId } = lease
  const signer = useSigner()
  const queryClient = useQueryClient()
  const read = () => Promise.all(['lease', 'lease-ports'].map((what) => queryClient.invalidateQueries({ queryKey: [what, leaseId] })))
  return useMutation({
    mutationFn: async (change: Partial<Omit<LeaseAccessWire, 'number'>>) => {
      if (signer.state !== 'ready' || lease.access === null) throw new Error('The wallet is not connected.')
      const access = { ...lease.access, ...change, number: lease.access.number + 1 }
      const order = await signLeaseAccess(signer.signer, { lease, access, chain: await getChain(browserApi) })
      return putLeaseAccess(browserApi, { leaseId, ...order })
    },
    onSuccess: onDone,
    // Fetches the lease again after an error too, because another page may have made a change.
    onSettled: () => void read(),
  })
}
