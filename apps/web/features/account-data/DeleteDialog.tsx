'use client'
import { deleteAccount } from '@infinitio/sdk'
import { useMutation } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useId, useState } from 'react'
import { Button } from '#web/components/ui/Button.tsx'
import { CheckRow } from '#web/components/ui/CheckRow.tsx'
import { Dialog } from '#web/components/ui/Dialog.tsx'
import { WhyDisabled } from '#web/components/ui/WhyDisabled.tsx'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { ProblemCallout } from '#web/parts/api/ProblemCallout.tsx'
import { useForgetAccount } from '#web/parts/session/useForgetAccount.ts'
import { notify } from '#web/parts/toasts/notify.ts'

const gone = ['sessions', 'names', 'searches', 'workloads', 'readings', 'profiles'] as const
const kept = ['chain', 'journal', 'reviews', 'instructions', 'backups'] as const

/** Explains which stored data is deleted and which remains, and asks for confirmation. Deletion also signs the account out. */
export function DeleteDialog({ onClose }: { readonly onClose: () => void }) {
  const t = useTranslations('accountData.deleting')
  const why = useTranslations('reasons')
  const forget = useForgetAccount()
  const [isSure, setIsSure] = useState(false)
  const deletion = useMutation({
    mutationFn: () => deleteAccount(browserApi),
    onSuccess: ({ deleted }) => {
      const rows = Object.values(deleted).reduce((sum, count) => sum + count, 0)
      void notify({ tone: 'success', text: t('done', { rows }) })
      onClose()
      forget()
    },
  })
  const reasonId = useId()
  const reason = isSure ? null : why('confirm')
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()} title={t('title')} description={t('text')}>
      <div className="stack g4 t13">
        <List title={t('goneTitle')} items={gone.map((what) => t(`gone.${what}`))} />
        <List title={t('keptTitle')} items={kept.map((what) => t(`kept.${what}`))} />
        <CheckRow checked={isSure} onChange={setIsSure} label={t('sure')} />
        {deletion.isError && <ProblemCallout error={deletion.error} />}
        <div className="dlgbtns">
          <Button tone="ghost" onClick={onClose}>
            {t('keep')}
          </Button>
          <Button
            tone="danger"
            disabled={deletion.isPending || reason !== null}
            aria-describedby={reason === null ? undefined : reasonId}
            onClick={() => deletion.mutate()}
          >
            {t(deletion.isPending ? 'waiting' : 'send')}
          </Button>
        </div>
        <WhyDisabled id={reasonId}>{reason}</WhyDisabled>
      </div>
    </Dialog>
  )
}

function List({ title, items }: { readonly title: string; readonly items: readonly string[] }) {
  return (
    <div>
      <b>{title}</b>
      <ul className="bullets">
        {items.map((item) => (
          <li key={item}>{item}</li>
        ))}
      </ul>
    </div>
  )
}
