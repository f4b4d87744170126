'use client'
import { putSshKeys } from '@infinitio/sdk'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { Skeleton } from '#web/components/ui/Skeleton.tsx'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { ProblemCallout } from '#web/parts/api/ProblemCallout.tsx'
import { QueryView } from '#web/parts/api/QueryView.tsx'
import { accountKeysQuery } from '#web/features/sharing/sharingQuery.ts'
import { parseSshKey, type SshKey } from '#web/parts/lease-setup/sshKey.ts'
import { SshKeyPicker } from '#web/features/ssh-keys/SshKeyPicker.tsx'

/** Lets the user choose which SSH keys of the account may log in to leases that others share with the account. Unticking a key removes it at once. */
export function AccountKeys() {
  const t = useTranslations('lease.sharing')
  const queryClient = useQueryClient()
  const query = useQuery(accountKeysQuery(browserApi))
  const keeping = useMutation({
    mutationFn: (keys: readonly SshKey[]) => putSshKeys(browserApi, { sshKeys: keys.filter(({ chosen }) => chosen).map(({ line }) => line) }),
    onSuccess: (kept) => queryClient.setQueryData(['account-ssh-keys'], kept),
  })
  return (
    <section className="stack g2" aria-label={t('keysTitle')}>
      <h3>{t('keysTitle')}</h3>
      <p className="t12 dim">{t('keysText')}</p>
      <QueryView query={query} failed={t('keysFailed')} skeleton={<Skeleton width="100%" height={48} />}>
        {({ sshKeys }) => (
          <SshKeyPicker
            keys={sshKeys.flatMap((line) => {
              const key = parseSshKey(line)
              return key === null ? [] : [key]
            })}
            onKeys={(keys) => keeping.mutate(keys)}
          />
        )}
      </QueryView>
      {keeping.isError && <ProblemCallout error={keeping.error} />}
    </section>
  )
}
