'use client'
import { feesIn } from '@infinitio/domain'
import type { LeaseWire } from '@infinitio/domain/wire'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Button } from '#web/components/ui/Button.tsx'
import { Dialog } from '#web/components/ui/Dialog.tsx'
import { SigningProblemCallout } from '#web/parts/api/SigningProblemCallout.tsx'
import { type AutoExtendDraft, budgetText, planOfDraft, proposedBudget } from '#web/parts/auto-extend/autoExtendDraft.ts'
import { AutoExtendTerms } from '#web/features/auto-extend/AutoExtendTerms.tsx'
import { forgetAutoExtend } from '#web/parts/auto-extend/storedAutoExtend.ts'
import { allowsLess, useAutoExtend } from '#web/features/auto-extend/useAutoExtend.ts'
import { leaseTitle } from '#web/parts/lease/leaseTitle.ts'
import { notify } from '#web/parts/toasts/notify.ts'
import { SignerButton } from '#web/parts/wallet-connection/SignerButton.tsx'
import { WalletBoundary } from '#web/parts/wallet-connection/WalletBoundary.tsx'

type AutoExtendDialogProps = { readonly lease: LeaseWire; readonly onClose: () => void }

/** Turns auto-extend on or changes its limit. Shows the cost before the wallet signs. The wallet signs once, or twice if the new limit is lower. */
export function AutoExtendDialog({ lease, onClose }: AutoExtendDialogProps) {
  const t = useTranslations('autoExtend')
  const { autoExtend, escrow } = lease
  const locked = BigInt(escrow) + feesIn(lease, { payer: 'renter', charge: 'flat' }).total
  const stepSeconds = autoExtend?.stepSeconds ?? 3_600
  const [draft, setDraft] = useState<AutoExtendDraft>({
    isOn: true,
    budget: autoExtend === null ? proposedBudget(lease, { locked, stepSeconds }) : budgetText({ locked, most: BigInt(autoExtend.most) }),
    stepSeconds,
  })
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()} title={t('dialogTitle', { name: leaseTitle(lease) })} description={t('word.step')}>
      <div className="stack g4">
        <AutoExtendTerms draft={draft} onDraft={setDraft} lease={lease} locked={locked} />
        <p className="t13">{t('word.stops')}</p>
        <WalletBoundary waiting={null}>
          <TurnOn lease={lease} draft={draft} onClose={onClose} />
        </WalletBoundary>
      </div>
    </Dialog>
  )
}

function TurnOn({ lease, draft, onClose }: AutoExtendDialogProps & { readonly draft: AutoExtendDraft }) {
  const t = useTranslations('autoExtend')
  const why = useTranslations('reasons')
  const turning = useAutoExtend({
    lease,
    onSent: () => {
      forgetAutoExtend(lease.bidHash)
      void notify({ tone: 'success', text: t('isOn') })
      onClose()
    },
  })
  const plan = planOfDraft(draft, lease)
  return (
    <div className="stack g3">
      {!('problem' in plan) && allowsLess(plan, lease) && <p className="t13">{t('less')}</p>}
      {turning.isError && <SigningProblemCallout error={turning.error} />}
      <SignerButton
        label={t(turning.isPending ? 'signing' : 'sign')}
        disabled={turning.isPending}
        reason={'problem' in plan ? why('fields') : null}
        onSign={() => !('problem' in plan) && turning.mutate(plan)}
      />
      <Button tone="ghost" full onClick={onClose}>
        {t('notNow')}
      </Button>
    </div>
  )
}
