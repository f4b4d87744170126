'use client'
import { priceExtension } from '@infinitio/sdk'
import type { LeaseAutoExtendWire, LeaseWire } from '@infinitio/domain/wire'
import { useQuery } from '@tanstack/react-query'
import dynamic from 'next/dynamic'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { useId, useState } from 'react'
import { Badge } from '#web/components/ui/Badge.tsx'
import { Button } from '#web/components/ui/Button.tsx'
import { Panel } from '#web/components/ui/Panel.tsx'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { amountText } from '#web/parts/format/amountText.ts'
import { balanceText } from '#web/parts/format/sumTexts.ts'
import { dayMinuteText } from '#web/parts/format/clockText.ts'
import { spanText } from '#web/parts/format/spanText.ts'
import { walletQuery } from '#web/parts/wallet/walletQuery.ts'

const AutoExtendDialog = dynamic(() => import('#web/features/auto-extend/AutoExtendDialog.tsx').then((module) => module.AutoExtendDialog), {
  ssr: false,
})
const WithdrawDialog = dynamic(() => import('#web/features/auto-extend/WithdrawDialog.tsx').then((module) => module.WithdrawDialog), { ssr: false })

/**
 * Shows the lease's holder whether the lease is extended automatically, how much of the budget is used, and when the next extension is. The holder can change
 * these settings here.
 */
export function AutoExtendCard({ lease }: { readonly lease: LeaseWire }) {
  const t = useTranslations('autoExtend')
  const [dialog, setDialog] = useState<'none' | 'change' | 'takeBack'>('none')
  const { autoExtend } = lease
  const state = autoExtend?.state ?? 'off'
  const close = () => setDialog('none')
  const textId = useId()
  return (
    <Panel title={t('title')} end={<Badge tone={state === 'on' ? 'final' : 'plain'}>{t(`state.${state}`)}</Badge>}>
      <div className="panel-body stack g3 t13">
        <p className={state === 'on' ? undefined : 'dim'} id={textId}>
          {t(`says.${state}`, { time: dayMinuteText(lease.endsAt) })}
        </p>
        {autoExtend !== null && <Budget autoExtend={autoExtend} />}
        {autoExtend?.state === 'on' && <NextStep lease={lease} autoExtend={autoExtend} />}
        <div className="row wrap g2">
          <Button size="sm" disabled={state === 'withdrawing'} aria-describedby={textId} onClick={() => setDialog('change')}>
            {t(state === 'off' ? 'turnOn' : 'change')}
          </Button>
          {state === 'on' && (
            <Button size="sm" tone="ghost" onClick={() => setDialog('takeBack')}>
              {t('turnOff')}
            </Button>
          )}
        </div>
      </div>
      {dialog === 'change' && <AutoExtendDialog lease={lease} onClose={close} />}
      {dialog === 'takeBack' && <WithdrawDialog lease={lease} onClose={close} />}
    </Panel>
  )
}

function Budget({ autoExtend: { locked, most } }: { readonly autoExtend: LeaseAutoExtendWire }) {
  const t = useTranslations('autoExtend')
  return (
    <div className="stack g1">
      <progress
        className="budget"
        aria-label={t('usedLabel')}
        max={10_000}
        value={BigInt(most) === 0n ? 0 : Number((BigInt(locked) * 10_000n) / BigInt(most))}
      />
      <p>{t('used', { locked: amountText(BigInt(locked)), most: amountText(BigInt(most)) })}</p>
    </div>
  )
}

/** Shows when the next extension happens, how much it locks, and whether the balance is enough for it. */
function NextStep({ lease, autoExtend: { nextAt, stepSeconds } }: { readonly lease: LeaseWire; readonly autoExtend: LeaseAutoExtendWire }) {
  const t = useTranslations('autoExtend')
  const { data: wallet } = useQuery(walletQuery(browserApi))
  const cost = priceExtension(lease, { end: lease.endsAt + stepSeconds }).escrow
  const isShort = wallet !== undefined && BigInt(wallet.available) < cost
  return (
    <>
      <dl className="kv left">
        <dt>{t('next')}</dt>
        <dd>{nextAt === null ? '–' : t('nextAt', { time: dayMinuteText(nextAt), step: spanText(stepSeconds) })}</dd>
        <dt>{t('nextLocks')}</dt>
        <dd>{amountText(cost)} PT</dd>
      </dl>
      {isShort && (
        <p className="warn" role="alert">
          {t('short', { available: balanceText(BigInt(wallet.available)) })}{' '}
          <Link className="link" href="/wallet#deposit">
            {t('deposit')}
          </Link>
        </p>
      )}
    </>
  )
}
