'use client'
import type { LeaseWire } from '@infinitio/domain/wire'
import { unshareLease } from '@infinitio/sdk'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { Button } from '#web/components/ui/Button.tsx'
import { Callout } from '#web/components/ui/Callout.tsx'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { ProblemCallout } from '#web/parts/api/ProblemCallout.tsx'
import { shortHex } from '#web/parts/format/shortHex.ts'
import { useAccount } from '#web/parts/session/useAccount.ts'

/** Shows an account with which a lease is shared who holds the lease and what the account may do with it. The account can end the share here. */
export function SharedNotice({ lease }: { readonly lease: LeaseWire }) {
  const t = useTranslations('lease.sharing')
  const router = useRouter()
  const queryClient = useQueryClient()
  const account = useAccount()
  const leaving = useMutation({
    mutationFn: () => unshareLease(browserApi, { leaseId: lease.leaseId, account: account ?? '' }),
    onSuccess: () => {
      void queryClient.invalidateQueries({ queryKey: ['leases', 'guest'] })
      router.push('/leases')
    },
  })
  if (lease.role !== 'user' && lease.role !== 'watcher') return null
  return (
    <>
      <Callout tone="plain">
        <p>{t(lease.role === 'user' ? 'noticeUse' : 'noticeWatch', { holder: shortHex(lease.holder) })}</p>
        <Button size="sm" className="mt-2" disabled={typeof account !== 'string' || leaving.isPending} onClick={() => leaving.mutate()}>
          {t('giveBack')}
        </Button>
      </Callout>
      {leaving.isError && <ProblemCallout error={leaving.error} />}
    </>
  )
}
