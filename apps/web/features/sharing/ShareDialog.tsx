'use client'
import { parseAddress } from '@infinitio/domain'
import type { LeaseWire, ShareRightWire } from '@infinitio/domain/wire'
import { shareLease } from '@infinitio/sdk'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Eye, SquareTerminal } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { type FormEvent, useId, useState } from 'react'
import { Button } from '#web/components/ui/Button.tsx'
import { Dialog } from '#web/components/ui/Dialog.tsx'
import { Field } from '#web/components/ui/Field.tsx'
import { RadioCard, RadioCards } from '#web/components/ui/RadioCard.tsx'
import { TextInput } from '#web/components/ui/TextInput.tsx'
import { WhyDisabled } from '#web/components/ui/WhyDisabled.tsx'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { ProblemCallout } from '#web/parts/api/ProblemCallout.tsx'
import { leaseTitle } from '#web/parts/lease/leaseTitle.ts'
import { notify } from '#web/parts/toasts/notify.ts'

/**
 * Lets the holder share a lease with the wallet of a teammate and choose the permissions. Needs no signature, because the permissions are stored in the
 * market's database and not in the contract.
 */
export function ShareDialog({ lease, onClose }: { readonly lease: LeaseWire; readonly onClose: () => void }) {
  const t = useTranslations('lease.sharing')
  const why = useTranslations('reasons')
  const queryClient = useQueryClient()
  const [account, setAccount] = useState('')
  const [right, setRight] = useState<ShareRightWire>('watch')
  const [isWrong, setIsWrong] = useState(false)
  const sharing = useMutation({
    mutationFn: () => shareLease(browserApi, { leaseId: lease.leaseId, account: account.trim(), right }),
    onSuccess: (answer) => {
      queryClient.setQueryData(['lease-shares', lease.leaseId], answer)
      void notify({ tone: 'success', text: t('shared') })
      onClose()
    },
  })
  function submit(event: FormEvent): void {
    event.preventDefault()
    // A mixed-case address with a wrong checksum has a typing error.
    const isRefused = parseAddress(account.trim()) === null
    setIsWrong(isRefused)
    if (!isRefused) sharing.mutate()
  }
  const reasonId = useId()
  const reason = account.trim() === '' ? why('fields') : null
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()} title={t('dialogTitle', { name: leaseTitle(lease) })} description={t('dialogText')}>
      <form className="stack g4" onSubmit={submit} noValidate>
        <Field label={t('account')} hint={t('accountHint')} error={isWrong ? t('accountWrong') : undefined}>
          {(names) => (
            <TextInput
              {...names}
              className="mono"
              value={account}
              placeholder="0x…"
              autoComplete="off"
              spellCheck={false}
              onChange={(event) => setAccount(event.target.value)}
            />
          )}
        </Field>
        <RadioCards label={t('may')} value={right} onValue={(value) => setRight(value === 'use' ? 'use' : 'watch')}>
          <RadioCard value="watch" chosen={right === 'watch'} disabled={false} icon={Eye} title={t('right.watch')} text={t('watchText')} />
          <RadioCard value="use" chosen={right === 'use'} disabled={false} icon={SquareTerminal} title={t('right.use')} text={t('useText')} />
        </RadioCards>
        <p className="t12 dim">{t('offChain')}</p>
        {sharing.isError && <ProblemCallout error={sharing.error} />}
        <div className="dlgbtns">
          <Button tone="ghost" type="button" onClick={onClose}>
            {t('cancel')}
          </Button>
          <Button
            tone="primary"
            type="submit"
            disabled={sharing.isPending || reason !== null}
            aria-describedby={reason === null ? undefined : reasonId}
          >
            {t(sharing.isPending ? 'sharing' : 'shareNow')}
          </Button>
        </div>
        <WhyDisabled id={reasonId}>{reason}</WhyDisabled>
      </form>
    </Dialog>
  )
}
