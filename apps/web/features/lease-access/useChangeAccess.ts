'use client'
import type { LeaseAccessWire, LeaseWire } from '@infinitio/domain/wire'
import { getChain, putLeaseAccess, signLeaseAccess } from '@infinitio/sdk'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { useSigner } from '#web/parts/wallet-connection/useSigner.ts'

/**
 * Signs and submits the SSH keys and ports of a lease. The change number follows the number on this page, so a change from another page is not
 * overwritten.
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
    // Reads again after a rejection too, so that the page shows a change from another page.
    onSettled: () => void read(),
  })
}
