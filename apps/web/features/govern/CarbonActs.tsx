'use client'
import { useAuditing } from '@infinitio/chain/react'
import { address } from '@infinitio/domain'
import type { CarbonFilingWire, CarbonWire } from '@infinitio/domain/wire'
import { useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Field } from '#web/components/ui/Field.tsx'
import { Panel } from '#web/components/ui/Panel.tsx'
import { Segmented } from '#web/components/ui/Segmented.tsx'
import { Skeleton } from '#web/components/ui/Skeleton.tsx'
import { TextArea } from '#web/components/ui/TextArea.tsx'
import { useSpokenRefusals } from '#web/features/govern/useSpokenRefusals.ts'
import { useAccount } from '#web/features/session/useAccount.ts'
import { TransactionButton } from '#web/features/wallet/TransactionButton.tsx'
import { WalletBoundary } from '#web/features/wallet-connection/WalletBoundary.tsx'

type CarbonActsProps = { readonly items: readonly CarbonFilingWire[]; readonly contracts: NonNullable<CarbonWire['contracts']> }

/** What a wallet can do about the filings now: draw auditors, answer as one of them, settle. Nothing where nothing waits. */
export function CarbonActs(props: CarbonActsProps) {
  const waits = props.items.some(({ state }) => state === 'drawable' || state === 'audit' || state === 'over')
  if (!waits) return null
  return (
    <WalletBoundary waiting={<Skeleton width="100%" height={200} />}>
      <Acts {...props} />
    </WalletBoundary>
  )
}

function Acts({ items, contracts }: CarbonActsProps) {
  const t = useTranslations('govern.carbon.act')
  const account = useAccount() ?? ''
  const queryClient = useQueryClient()
  const auditing = useSpokenRefusals(useAuditing({ carbonRegistry: address(contracts.carbonRegistry), panels: address(contracts.panels) }))
  const reload = () => void queryClient.invalidateQueries({ queryKey: ['govern'] })
  return items.map(({ id, state, panel }) => {
    if (state === 'drawable') {
      return (
        <Panel key={id} title={t('draw.title', { id })}>
          <div className="panel-body stack g4">
            <p className="t13">{t('draw.text')}</p>
            <TransactionButton disabled={false} label={t('draw.send')} send={() => auditing.draw(BigInt(panel.id))} onDone={reload} />
          </div>
        </Panel>
      )
    }
    if (state === 'over') {
      return (
        <Panel key={id} title={t('settle.title', { id })}>
          <div className="panel-body stack g4">
            <p className="t13">{t('settle.text')}</p>
            <TransactionButton disabled={false} label={t('settle.send')} send={() => auditing.settle(BigInt(id))} onDone={reload} />
          </div>
        </Panel>
      )
    }
    if (state !== 'audit' || !panel.auditors.includes(account.toLowerCase())) return null
    return <AnswerPanel key={id} id={id} answer={(given) => auditing.audit({ filing: BigInt(id), ...given })} onDone={reload} />
  })
}

type AnswerProps = {
  readonly id: number
  readonly answer: (given: { accepts: boolean; reason: string }) => Promise<string>
  readonly onDone: () => void
}

function AnswerPanel({ id, answer, onDone }: AnswerProps) {
  const t = useTranslations('govern.carbon.act.answer')
  const [verdict, setVerdict] = useState<'accept' | 'reject'>('accept')
  const [reason, setReason] = useState('')
  return (
    <Panel title={t('title', { id })}>
      <div className="panel-body stack g4">
        <p className="t13">{t('text')}</p>
        <Segmented
          full
          label={t('title', { id })}
          value={verdict}
          onChange={setVerdict}
          options={(['accept', 'reject'] as const).map((value) => ({ value, label: t(value) }))}
        />
        <Field label={t('reason')} hint={t('hint')}>
          {(names) => <TextArea {...names} rows={3} maxLength={70} value={reason} onChange={(event) => setReason(event.target.value)} />}
        </Field>
        <TransactionButton disabled={false} label={t('send')} send={() => answer({ accepts: verdict === 'accept', reason })} onDone={onDone} />
      </div>
    </Panel>
  )
}
