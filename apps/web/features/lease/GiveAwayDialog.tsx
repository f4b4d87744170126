'use client'
import type { LeaseWire } from '@infinitio/domain/wire'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Button } from '#web/components/ui/Button.tsx'
import { CheckRow } from '#web/components/ui/CheckRow.tsx'
import { Dialog } from '#web/components/ui/Dialog.tsx'
import { Field } from '#web/components/ui/Field.tsx'
import { TextInput } from '#web/components/ui/TextInput.tsx'
import { SigningProblemCallout } from '#web/parts/api/SigningProblemCallout.tsx'
import { amountText } from '#web/parts/format/amountText.ts'
import { giveAwayProblem } from '#web/features/lease/giveAwayProblem.ts'
import { leaseTitle } from '#web/parts/lease/leaseTitle.ts'
import { useLeaseRelay } from '#web/parts/lease/useLeaseRelay.ts'
import { SignerButton } from '#web/parts/wallet-connection/SignerButton.tsx'
import { WalletBoundary } from '#web/parts/wallet-connection/WalletBoundary.tsx'

type GiveAwayProps = { readonly lease: LeaseWire; readonly now: number; readonly onClose: () => void }

const goes = ['money', 'machine', 'keys', 'shares'] as const

/** Transfers a lease to another account before it starts. Shows the permanent consequences, asks for the recipient and needs one signature. */
export function GiveAwayDialog({ lease, now, onClose }: GiveAwayProps) {
  const t = useTranslations('lease.giveAway')
  const why = useTranslations('reasons')
  const [to, setTo] = useState('')
  const [isSure, setIsSure] = useState(false)
  const problem = giveAwayProblem(lease, { to, now })
  const isTyped = to.trim() !== ''
  const shown = problem === null || ((problem === 'wrong' || problem === 'self') && !isTyped) ? undefined : t(`problem.${problem}`)
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()} title={t('title', { name: leaseTitle(lease) })} description={t('text')}>
      <div className="stack g4">
        <ul className="bullets t13">
          {goes.map((what) => (
            <li key={what}>{t(`goes.${what}`, { amount: amountText(BigInt(lease.escrow)) })}</li>
          ))}
        </ul>
        <Field label={t('to')} hint={t('toHint')} error={shown}>
          {(names) => (
            <TextInput
              {...names}
              className="mono"
              value={to}
              placeholder="0x…"
              autoComplete="off"
              spellCheck={false}
              onChange={(event) => setTo(event.target.value)}
            />
          )}
        </Field>
        <CheckRow checked={isSure} onChange={setIsSure} label={t('sure')} />
        <WalletBoundary waiting={null}>
          <GiveAwayButtons
            lease={lease}
            to={to.trim()}
            reason={problem !== null ? why('fields') : isSure ? null : why('confirm')}
            onClose={onClose}
          />
        </WalletBoundary>
      </div>
    </Dialog>
  )
}

function GiveAwayButtons({
  lease,
  to,
  reason,
  onClose,
}: {
  readonly lease: LeaseWire
  readonly to: string
  readonly reason: string | null
  readonly onClose: () => void
}) {
  const t = useTranslations('lease.giveAway')
  const relay = useLeaseRelay({ lease, onSent: onClose })
  return (
    <div className="stack g3">
      {relay.isError && <SigningProblemCallout error={relay.error} />}
      <SignerButton
        label={t(relay.isPending ? 'signing' : 'sign')}
        disabled={relay.isPending}
        reason={reason}
        onSign={() => relay.mutate({ kind: 'giveAway', to })}
      />
      <Button tone="ghost" full onClick={onClose}>
        {t('keep')}
      </Button>
    </div>
  )
}
