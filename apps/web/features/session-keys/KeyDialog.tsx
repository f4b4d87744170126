'use client'
import { apiKeyText, newApiKey } from '@infinitio/sdk'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Button } from '#web/components/ui/Button.tsx'
import { CodeLine } from '#web/components/ui/CodeLine.tsx'
import { Dialog } from '#web/components/ui/Dialog.tsx'
import { Skeleton } from '#web/components/ui/Skeleton.tsx'
import { useAccount } from '#web/parts/session/useAccount.ts'
import { KeyForm } from '#web/features/session-keys/KeyForm.tsx'
import { WalletBoundary } from '#web/parts/wallet-connection/WalletBoundary.tsx'

export type KeyDialogProps = {
  /** The session key that gets new limits; null for a new key. */
  readonly known: string | null
  /** Chain time in Unix seconds; null while unknown. */
  readonly now: number | null
  readonly onClose: () => void
}

/**
 * Lets the user set the limits of a session key (a second key of the account). A new key is made on this page, and its secret is shown once, after the chain
 * has stored the limits.
 */
export function KeyDialog({ known, now, onClose }: KeyDialogProps) {
  const t = useTranslations('sessionKeys')
  const account = useAccount()
  const [made] = useState(() => (known === null && account ? newApiKey({ account }) : null))
  const [given, setGiven] = useState<'made' | 'given' | null>(null)
  if (given === 'made' && made !== null) {
    return (
      <Dialog
        open
        onOpenChange={() => undefined}
        title={t('made')}
        description={t('madeText')}
        footer={
          <Button tone="primary" onClick={onClose}>
            {t('stored')}
          </Button>
        }
      >
        <div className="stack g4">
          <CodeLine text={apiKeyText(made)} label={t('copyKey')} doneLabel={t('copied')} wrap />
          <p className="t13 dim">{t('useIt')}</p>
        </div>
      </Dialog>
    )
  }
  return (
    <Dialog
      open
      onOpenChange={(isOpen) => !isOpen && onClose()}
      title={t(known === null ? 'makeTitle' : 'changeTitle')}
      description={t(known === null ? 'makeText' : 'changeText')}
    >
      <WalletBoundary waiting={<Skeleton width="100%" height={280} />}>
        <KeyForm
          known={known}
          made={made?.key ?? null}
          now={now}
          onGiven={(isMade) => {
            if (isMade) setGiven('made')
            else onClose()
          }}
        />
      </WalletBoundary>
      <Button tone="ghost" full onClick={onClose}>
        {t('cancel')}
      </Button>
    </Dialog>
  )
}
